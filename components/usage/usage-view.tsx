"use client";

import { memo, useDeferredValue } from "react";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { DayRangeNotice } from "@/components/filters/day-range-notice";
import { useUsageUrlState, type UsageUrlState } from "@/components/filters/usage-url-state";
import { PageBody } from "@/components/layout/page-body";
import { formatDayRange } from "@/lib/format";
import { ApiError } from "@/lib/http/api-client";
import { FilterChips } from "./filter-chips";
import { TenantMissing } from "./tenant-missing";
import { UsageCards } from "./usage-cards";
import { UsageHeader } from "./usage-header";
import { UsagePanelsGrid } from "./usage-panels-grid";
import { useUsagePanels } from "./use-usage-panels";

/** One tenant's page: what its agents cost, like a payroll. */
export function UsageView({ tenantId }: { tenantId: string }) {
  const url = useUsageUrlState();
  // Controls answer at once; the panels follow when there is nothing more urgent to draw.
  const shown = useDeferredValue(url);
  const panels = useUsagePanels(tenantId, url);
  const { detail } = panels;
  const read = panels.payroll.data?.data.range;
  if (detail.error instanceof ApiError && detail.error.status === 404) return <TenantMissing />;
  return (
    <>
      <UsageHeader tenantId={tenantId} url={url} panels={panels} />
      <PendingNotice
        query={panels.payroll}
        wished={formatDayRange(url.range.startDate, url.range.endDate)}
        shown={read ? formatDayRange(read.start_date, read.end_date) : null}
      />
      <UsageBody tenantId={tenantId} url={shown} />
    </>
  );
}

interface UsageBodyProps {
  tenantId: string;
  url: UsageUrlState;
}

const UsageBody = memo(function UsageBody({ tenantId, url }: UsageBodyProps) {
  const panels = useUsagePanels(tenantId, url);
  return (
    <PageBody>
      <DayRangeNotice range={url.range} today={url.today} onChange={url.setRange} />
      {url.filterCount > 0 && <FilterChips url={url} agents={panels.allAgents.data?.data ?? []} />}
      <UsageCards panels={panels} />
      <UsagePanelsGrid tenantId={tenantId} url={url} panels={panels} />
    </PageBody>
  );
});
