import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { AuditView } from "@/components/audit/audit-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Audit log" };

export default function AuditPage() {
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
      <AuditView />
      <FiguresMark />
    </>
  );
}
