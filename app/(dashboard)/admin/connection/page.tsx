import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ConnectionView } from "@/components/admin/connection-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Connection" };

export default function ConnectionPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ForReaders />
    </Suspense>
  );
}

async function ForReaders() {
  if (!canReadAdministration(await requireViewer())) notFound();
  return (
    <>
      <ConnectionView />
      <FiguresMark />
    </>
  );
}
