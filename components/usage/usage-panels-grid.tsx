"use client";

import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { Button } from "@/components/ui/button";
import { DailyCostChart } from "./daily-cost-chart";
import { toggle } from "./filter-chip-list";
import { PairedPanels } from "./paired-panels";
import { PayrollPanel } from "./payroll-panel";
import { useConsistentSnapshot } from "./use-consistent-snapshot";
import { useUsagePageParams, type ChartId } from "./usage-page-params";
import type { UsagePanels } from "./use-usage-panels";

interface UsagePanelsGridProps {
  tenantId: string;
  url: UsageUrlState;
  panels: UsagePanels;
}

/** The page below its cards: the two wide panels, then pairs. */
export function UsagePanelsGrid(props: UsagePanelsGridProps) {
  const { tenantId, url, panels } = props;
  const onToggleAgent = (agentId: string) => url.setAgentIds(toggle(url.agentIds, agentId));
  const onToggleProvider = (provider: string) => url.setProviders(toggle(url.providers, provider));
  const page = useUsagePageParams();
  const { detail, payroll, costSeries, summary, byProvider, byModel, messages, budgets } = panels;
  useConsistentSnapshot({
    detail,
    payroll,
    costSeries,
    summary,
    byProvider,
    byModel,
    messages,
    budgets,
  });
  const empty = toEmptyProps(url);
  const toPanelProps = (chart: ChartId) => ({
    isTable: page.isTable(chart),
    onTableChange: (isTable: boolean) => page.setTable(chart, isTable),
    ...empty,
  });
  return (
    <div className="grid grid-cols-1 gap-4">
      <DailyCostChart
        {...toPanelProps("cost")}
        csvHref={panels.csv.daily}
        url={url}
        panels={panels}
        onToggleSeries={url.groupBy === "agent" ? onToggleAgent : onToggleProvider}
      />
      <PayrollPanel
        tenantId={tenantId}
        payroll={panels.payroll}
        page={page}
        pickedIds={url.agentIds}
        onToggleAgent={onToggleAgent}
        {...empty}
      />
      <PairedPanels {...{ tenantId, url, panels, toPanelProps, onToggleAgent, onToggleProvider }} />
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
