"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { toStepDays } from "@/components/charts/step-days";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import type { GroupBy, UsageUrlState } from "@/components/filters/usage-url-state";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { countDays } from "@/lib/time";
import { DAILY_LEGEND_HEIGHT, DAILY_PLOT_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { DailyCostFigure } from "./daily-cost-figure";
import type { UsagePanels } from "./use-usage-panels";

const SKELETON = <PlotSkeleton height={DAILY_PLOT_HEIGHT + DAILY_LEGEND_HEIGHT} />;

interface DailyCostChartProps extends ChartPanelProps {
  url: UsageUrlState;
  panels: UsagePanels;
  /** An agent's id or a provider, as the URL groups by. */
  onToggleSeries: (seriesId: string) => void;
}

/** Cost of each day, stacked by agent or provider. */
export function DailyCostChart(props: DailyCostChartProps) {
  const { url, panels, onToggleSeries, ...panel } = props;
  const { today, groupBy } = url;
  const { startDate, endDate } = url.range;
  const dayCount = countDays({ from: startDate, to: endDate });
  return (
    <ChartFrame
      {...panel}
      title={toStepDays(dayCount) === 1 ? "Cost per day" : "Cost per 7 days"}
      unit="USD, UTC days"
      query={panels.costSeries}
      fileName={`cost-per-day-by-${groupBy}`}
      skeleton={SKELETON}
      isEmpty={(data) => data.series.length === 0}
      controls={<GroupToggle groupBy={groupBy} onChange={url.setGroupBy} />}
      renderFigure={(data) => (
        <DailyCostFigure
          {...{ today, groupBy, onToggleSeries }}
          costs={data}
          isTable={panel.isTable}
        />
      )}
    />
  );
}

interface GroupToggleProps {
  groupBy: GroupBy;
  onChange: (groupBy: GroupBy) => void;
}

function GroupToggle({ groupBy, onChange }: GroupToggleProps) {
  return (
    <ToggleGroup
      type="single"
      aria-label="Group cost per day by"
      value={groupBy}
      onValueChange={(value: string) => {
        if (value === "agent" || value === "provider") onChange(value);
      }}
    >
      <ToggleGroupItem value="agent">By agent</ToggleGroupItem>
      <ToggleGroupItem value="provider">By provider</ToggleGroupItem>
    </ToggleGroup>
  );
}
