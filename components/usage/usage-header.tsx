"use client";

import { RefreshProgressButton } from "@/components/feedback/refresh-progress-button";
import { CompareToggle } from "@/components/filters/compare-toggle";
import { RangePicker } from "@/components/filters/range-picker";
import { DEFAULT_RANGE } from "@/components/filters/resolve-range";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { PageHeader } from "@/components/layout/page-header";
import { ExportMenu } from "./export-menu";
import { FilterMenu } from "./filter-menu";
import { TenantSwitcher } from "./tenant-switcher";
import { UsageFreshness } from "./usage-freshness";
import { useTenantRefresh } from "./use-tenant-refresh";
import type { UsagePanels } from "./use-usage-panels";

interface UsageHeaderProps {
  tenantId: string;
  url: UsageUrlState;
  panels: UsagePanels;
}

/** The page's one line: whose figures, of when, narrowed to what, how old. */
export function UsageHeader({ tenantId, url, panels }: UsageHeaderProps) {
  const refresh = useTenantRefresh(tenantId);
  const tenantName =
    panels.detail.data?.data.tenant_name ?? (panels.detail.error ? tenantId : null);
  const agents = (panels.allAgents.data?.data ?? []).map((row) => ({
    id: row.agent_id,
    name: row.agent_name,
  }));
  const providers = (panels.allProviders.data?.data ?? []).map((row) => ({
    id: row.provider,
    name: row.provider,
  }));
  const changed =
    Number(url.range.preset !== DEFAULT_RANGE) + Number(url.compare === "none") + url.filterCount;
  return (
    <PageHeader
      title="Usage"
      switcher={<TenantSwitcher tenantId={tenantId} tenantName={tenantName} />}
      activeCount={changed}
      controls={{
        range: <RangePicker range={url.range} today={url.today} onChange={url.setRange} />,
        compare: <CompareToggle compare={url.compare} onChange={url.setCompare} />,
        filters: (
          <FilterMenu
            agents={agents}
            providers={providers}
            agentIds={url.agentIds}
            providerIds={url.providers}
            onAgentsChange={url.setAgentIds}
            onProvidersChange={url.setProviders}
            onClear={url.clearFilters}
          />
        ),
        freshness: <UsageFreshness panels={panels} />,
        refresh: <RefreshProgressButton refresh={refresh} />,
        export: <ExportMenu csv={panels.csv} />,
      }}
    />
  );
}
