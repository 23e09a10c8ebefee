import type { Metadata } from "next";
import { Suspense } from "react";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { OwnTokensView } from "@/components/tokens/my-tokens-view";
import { listGrantableScopes } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "API tokens" };

export default function OwnTokensPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ForViewer />
    </Suspense>
  );
}

async function ForViewer() {
  return (
    <>
      <OwnTokensView grantable={listGrantableScopes(await requireViewer())} />
      <FiguresMark />
    </>
  );
}
