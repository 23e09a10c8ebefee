import type { Metadata } from "next";
import { Suspense } from "react";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";
import { UsageView } from "@/components/usage/usage-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchTenantUsage } from "./prefetch";

export const metadata: Metadata = { title: "Usage" };

export default function TenantUsagePage(props: PageProps<"/usage/[tenantId]">) {
  return (
    <Suspense fallback={<UsageSkeleton />}>
      <TenantUsage {...props} />
    </Suspense>
  );
}

async function TenantUsage({ params, searchParams }: PageProps<"/usage/[tenantId]">) {
  const { tenantId: segment } = await params;
  // A segment that is no valid encoding names no tenant; it is passed on as it is.
  const tenantId = /%(?![0-9a-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
  const client = await prefetchTenantUsage(tenantId, searchParams);
  return (
    <HydrateQueries client={client}>
      <UsageView tenantId={tenantId} />
      <FiguresMark />
    </HydrateQueries>
  );
}
