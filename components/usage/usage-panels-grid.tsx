"use client";

import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { Button } from "@/components/ui/button";
import { BudgetAlertsPanel } from "./budget-alerts-panel";
import { DailyCostChart } from "./daily-cost-chart";
import { toggle } from "./filter-chip-list";
import { MessageVolumeChart } from "./message-volume-chart";
import { PayrollPanel } from "./payroll-panel";
import { SnapshotKeeper } from "./snapshot-keeper";
import { ProviderCostChart } from "./provider-cost-chart";
import { UsageChart } from "./usage-chart";
import { useUsagePageParams, type ChartId } from "./usage-page-params";
import type { UsagePanels } from "./use-usage-panels";

interface UsagePanelsGridProps {
  tenantId: string;
  url: UsageUrlState;
  panels: UsagePanels;
}

/** The page below its cards: the two wide panels, then pairs. */
export function UsagePanelsGrid(props: UsagePanelsGridProps) {
  const { url, panels } = props;
  const onToggleAgent = (agentId: string) => url.setAgentIds(toggle(url.agentIds, agentId));
  const onToggleProvider = (provider: string) => url.setProviders(toggle(url.providers, provider));
  const page = useUsagePageParams();
  const empty = toEmptyProps(url);
  const toPanelProps = (chart: ChartId) => ({
    isTable: page.isTable(chart),
    onTableChange: (isTable: boolean) => page.setTable(chart, isTable),
    ...empty,
  });
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <SnapshotKeeper url={url} panels={panels} />
      <DailyCostChart
        {...toPanelProps("cost")}
        className="lg:col-span-2"
        csvHref={panels.toCsvHref("daily")}
        url={url}
        panels={panels}
        onToggleSeries={url.groupBy === "agent" ? onToggleAgent : onToggleProvider}
      />
      <div className="min-w-0 lg:col-span-2">
        <PayrollPanel
          payroll={panels.payroll}
          page={page}
          pickedIds={url.agentIds}
          onToggleAgent={onToggleAgent}
          {...empty}
        />
      </div>
      <UsageChart
        {...toPanelProps("tokens")}
        csvHref={panels.toCsvHref("summary")}
        summary={panels.summary}
        onToggleAgent={onToggleAgent}
      />
      <ProviderCostChart
        {...toPanelProps("providers")}
        csvHref={panels.toCsvHref("by-provider")}
        byProvider={panels.byProvider}
        onToggleProvider={onToggleProvider}
      />
      <MessageVolumeChart
        {...toPanelProps("messages")}
        csvHref={panels.toCsvHref("message-volume")}
        messages={panels.messages}
        isProviderFiltered={url.providers.length > 0}
      />
      <BudgetAlertsPanel
        tenantId={props.tenantId}
        budgets={panels.budgets}
        agentIds={url.agentIds}
      />
    </div>
  );
}

/** Filters explain an empty panel better than the range does. */
function toEmptyProps(url: UsageUrlState) {
  if (url.filterCount === 0) return {};
  return {
    emptyHint: "Nothing in this period matches the filters.",
    emptyAction: (
      <Button variant="outline" size="sm" onClick={url.clearFilters}>
        Clear filters
      </Button>
    ),
  };
}
