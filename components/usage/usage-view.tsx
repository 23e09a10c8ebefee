"use client";

import { Activity } from "react";
import { useUsageUrlState } from "@/components/filters/usage-url-state";
import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import { PageBody } from "@/components/layout/page-body";
import { ApiError } from "@/lib/http/api-client";
import { UsageCards } from "./usage-cards";
import { UsageHeader } from "./usage-header";
import { UsagePanelsSkeleton } from "./usage-skeleton";
import { useUsagePanels } from "./use-usage-panels";

const LazyFilterChips = lazyInBrowser(() =>
  import("./filter-chips").then((module) => module.FilterChips),
);

const LazyTenantMissing = lazyInBrowser(() =>
  import("./tenant-missing").then((module) => module.TenantMissing),
);

/** Fetched once the figures stand. */
const LazyUsagePanelsGrid = lazyInBrowser(() =>
  import("./usage-panels-grid").then((module) => module.UsagePanelsGrid),
);

/**
 * One tenant's page: what its agents cost, like a payroll. Its parts are activities of their own: React takes over
 * one after the other, and the page answers in between.
 */
export function UsageView({ tenantId }: { tenantId: string }) {
  const url = useUsageUrlState();
  const panels = useUsagePanels(tenantId, url);
  const { detail } = panels;
  if (detail.error instanceof ApiError && detail.error.status === 404) {
    return <LazyTenantMissing fallback={null} />;
  }
  return (
    <>
      <Activity>
        <UsageHeader tenantId={tenantId} url={url} panels={panels} />
      </Activity>
      <PageBody>
        {url.filterCount > 0 && (
          <LazyFilterChips
            url={url}
            agents={panels.allAgents.data?.data ?? []}
            fallback={<div className="h-6" />}
          />
        )}
        <UsageCards panels={panels} />
        <LazyUsagePanelsGrid
          fallback={<UsagePanelsSkeleton />}
          tenantId={tenantId}
          url={url}
          panels={panels}
        />
      </PageBody>
    </>
  );
}
