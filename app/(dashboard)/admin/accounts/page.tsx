import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { AccountsView } from "@/components/accounts/accounts-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { canOperatePortal, canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Accounts" };

export default function AccountsPage() {
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
      <AccountsView canChange={canOperatePortal(viewer)} />
      <FiguresMark />
    </>
  );
}
