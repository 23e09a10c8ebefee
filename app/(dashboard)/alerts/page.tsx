import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertsView } from "@/components/alerts/alerts-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Alerts" };

export default function AlertsPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Alerts />
    </Suspense>
  );
}

async function Alerts() {
  const { role } = await requireViewer();
  return (
    <>
      <AlertsView canAdd={role === "platform_admin" || role === "operator"} />
      <FiguresMark />
    </>
  );
}
