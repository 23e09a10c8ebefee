import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { SyncView } from "@/components/admin/sync-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { canOperatePortal, canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sync" };

export default function SyncPage() {
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
      <SyncView canRun={canOperatePortal(viewer)} />
      <FiguresMark />
    </>
  );
}
