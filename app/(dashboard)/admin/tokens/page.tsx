import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { AllTokensView } from "@/components/tokens/all-tokens-view";
import { canOperatePortal, canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Everybody's API tokens" };

export default function AllTokensPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ForReaders />
    </Suspense>
  );
}

async function ForReaders() {
  const viewer = await requireViewer();
  if (!canReadAdministration(viewer)) notFound();
  return (
    <>
      <AllTokensView canRevoke={canOperatePortal(viewer)} />
      <FiguresMark />
    </>
  );
}
