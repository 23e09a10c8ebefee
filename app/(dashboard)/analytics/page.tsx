import type { Metadata } from "next";
import { Suspense } from "react";
import { AnalyticsView } from "@/components/analytics/analytics-view";
import { NotConfigured } from "@/components/analytics/not-configured";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { requireViewer } from "@/lib/auth/session";
import { hasAnalytics } from "@/lib/insights/freshness";

export const metadata: Metadata = { title: "Analytics" };

export default function AnalyticsPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Analytics />
    </Suspense>
  );
}

async function Analytics() {
  await requireViewer();
  return (await hasAnalytics()) ? <AnalyticsView /> : <NotConfigured />;
}
