import type { Metadata } from "next";
import { Suspense } from "react";
import { AnalyticsView } from "@/components/analytics/analytics-view";
import { NotConfigured } from "@/components/analytics/not-configured";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { requireViewer } from "@/lib/auth/session";
import { hasAnalytics } from "@/lib/analytics/freshness";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchAnalytics } from "./prefetch";

export const metadata: Metadata = { title: "Analytics" };

export default function AnalyticsPage({ searchParams }: PageProps<"/analytics">) {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Analytics searchParams={searchParams} />
    </Suspense>
  );
}

async function Analytics({ searchParams }: Pick<PageProps<"/analytics">, "searchParams">) {
  const viewer = await requireViewer();
  if (!(await hasAnalytics())) return <NotConfigured />;
  return (
    <HydrateQueries client={await prefetchAnalytics(viewer, searchParams)}>
      <AnalyticsView />
      <FiguresMark />
    </HydrateQueries>
  );
}
