"use client";

import { BudgetAlertsPanel } from "./budget-alerts-panel";
import type { ChartPanelProps } from "./chart-panel";
import { MessageVolumeChart } from "./message-volume-chart";
import { ModelCostChart, ProviderCostChart } from "./cost-charts";
import { UsageChart } from "./usage-chart";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import type { ChartId } from "./usage-page-params";
import type { UsagePanels } from "./use-usage-panels";

interface PairedPanelsProps {
  tenantId: string;
  url: UsageUrlState;
  panels: UsagePanels;
  toPanelProps: (chart: ChartId) => Omit<ChartPanelProps, "csvHref">;
  onToggleAgent: (agentId: string) => void;
  onToggleProvider: (provider: string) => void;
}

/** The page's narrow panels, two in a row where there is room. */
export function PairedPanels(props: PairedPanelsProps) {
  const { url, panels, toPanelProps } = props;
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 lg:[&>:last-child]:col-span-2">
      <UsageChart
        {...toPanelProps("tokens")}
        csvHref={panels.csv.summary}
        summary={panels.summary}
        onToggleAgent={props.onToggleAgent}
      />
      <ProviderCostChart
        {...toPanelProps("providers")}
        csvHref={panels.csv.byProvider}
        byProvider={panels.byProvider}
        onToggleProvider={props.onToggleProvider}
      />
      <ModelCostChart
        {...toPanelProps("models")}
        csvHref={panels.csv.byModel}
        byModel={panels.byModel}
        isProviderFiltered={url.providers.length > 0}
      />
      <MessageVolumeChart
        {...toPanelProps("messages")}
        csvHref={panels.csv.messages}
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
