"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { toStepDays } from "@/components/charts/step-days";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import type { GroupBy } from "@/components/filters/usage-url-state";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import type { ApiAnswer } from "@/lib/http/api-client";
import { countDays, type DayRange, type IsoDay } from "@/lib/time";
import type { DailyUsage } from "@/lib/usage/schema";
import { DAILY_LEGEND_HEIGHT, DAILY_PLOT_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { LazyDailyCostFigure } from "./lazy-chart-figures";

const SKELETON = <PlotSkeleton height={DAILY_PLOT_HEIGHT + DAILY_LEGEND_HEIGHT} />;

interface DailyCostChartProps extends ChartPanelProps {
  range: DayRange;
  /** The UTC day that still runs. */
  today: IsoDay;
  daily: UseQueryResult<ApiAnswer<DailyUsage>>;
  /** The period before, where compare is on and it was read. */
  previous: { range: DayRange; daily: DailyUsage } | null;
  groupBy: GroupBy;
  onGroupByChange: (groupBy: GroupBy) => void;
  /** An agent's id or a provider, as `groupBy` says. */
  onToggleSeries: (seriesId: string) => void;
}

/** Cost of each day, stacked by agent or provider. */
export function DailyCostChart(props: DailyCostChartProps) {
  const { range, today, daily, previous, groupBy, onGroupByChange, onToggleSeries, ...panel } =
    props;
  return (
    <ChartFrame
      {...panel}
      title={toStepDays(countDays(range)) === 1 ? "Cost per day" : "Cost per 7 days"}
      unit="USD, UTC days"
      query={daily}
      fileName={`cost-per-day-by-${groupBy}`}
      skeleton={SKELETON}
      isEmpty={(data) => data.rows.length === 0}
      controls={<GroupToggle groupBy={groupBy} onChange={onGroupByChange} />}
      renderFigure={(data) => (
        <LazyDailyCostFigure
          {...{ range, today, previous, groupBy, onToggleSeries }}
          daily={data}
          isTable={panel.isTable}
          fallback={SKELETON}
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
