"use client";

import { PageMessage } from "@/components/layout/page-message";
import { Button } from "@/components/ui/button";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

function findDigest(error: unknown): string | null {
  const hasDigest = typeof error === "object" && error !== null && "digest" in error;
  return hasDigest && typeof error.digest === "string" ? error.digest : null;
}

export default function DashboardError({ error, retry }: ErrorPageProps) {
  const digest = findDigest(error);
  return (
    <PageMessage
      title="This page failed to load"
      action={<Button onClick={retry}>Try again</Button>}
    >
      The rest of the portal still works. If it happens again, tell an administrator
      {digest ? ` and give this number: ${digest}` : ""}.
    </PageMessage>
  );
}
