"use client";

import { useCallback, useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { toStepDays } from "@/components/charts/step-days";
import { StackedDays } from "@/components/charts/plots";
import { prepareDailyCost, toDailyCostTicks } from "@/components/charts/prepare-daily-cost";
import { SeriesLegend } from "@/components/charts/series-legend";
import type { GroupBy, UsageUrlState } from "@/components/filters/usage-url-state";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { useLatestCallback } from "@/components/ui/use-latest-callback";
import { formatDay, formatUsd } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import { countDays, type IsoDay } from "@/lib/time";
import type { CostSeries } from "@/lib/usage/cost-series-schema";
import { DAILY_LEGEND_HEIGHT, DAILY_PLOT_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { DailyCostTable } from "./daily-cost-table";
import { DailyCostTooltip } from "./daily-cost-tooltip";
import type { UsagePanels } from "./use-usage-panels";

const HEIGHT = DAILY_PLOT_HEIGHT + DAILY_LEGEND_HEIGHT;

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
      height={HEIGHT}
      isEmpty={(data) => data.series.length === 0}
      controls={<GroupToggle groupBy={groupBy} onChange={url.setGroupBy} />}
      describe={describe}
      renderPlot={(costs) => (
        <DailyPlot key={groupBy} {...{ costs, today, groupBy, onToggleSeries }} />
      )}
      renderTable={(costs) => <DailyCostTable model={prepareDailyCost(costs)} height={HEIGHT} />}
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

function describe(costs: CostSeries): string {
  const model = prepareDailyCost(costs);
  const highest = model.points.reduce<(typeof model.points)[number] | null>(
    (best, point) => ((point.totalUsd ?? -1) > (best?.totalUsd ?? -1) ? point : best),
    null,
  );
  if (highest === null) return "No cost in this period.";
  const missing = model.missingDayCount > 0 ? ` ${model.missingDayCount} days were not read.` : "";
  return `${formatUsd(model.totalUsd)} in all; most on ${formatDay(highest.from)} with ${formatUsd(highest.totalUsd)}.${missing}`;
}

interface DailyPlotProps {
  costs: CostSeries;
  /** The UTC day that still runs. */
  today: IsoDay;
  groupBy: GroupBy;
  /** An agent's id or a provider, as `groupBy` says. */
  onToggleSeries: (seriesId: string) => void;
}

function DailyPlot({ costs, today, groupBy, onToggleSeries }: DailyPlotProps) {
  const model = useMemo(() => prepareDailyCost(costs), [costs]);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const ticks = useMemo(() => toDailyCostTicks(model, hidden), [model, hidden]);
  const select = useLatestCallback(onToggleSeries);
  const renderTooltip = useCallback(
    (index: number) => (
      <DailyCostTooltip model={model} index={index} hidden={hidden} today={today} />
    ),
    [model, hidden, today],
  );

  function toggle(seriesId: string) {
    const next = new Set(hidden);
    if (!next.delete(seriesId)) next.add(seriesId);
    setHidden(next.size < model.series.length ? next : new Set());
  }

  return (
    <>
      <div className="-mx-1.5" style={{ minHeight: DAILY_LEGEND_HEIGHT }}>
        <SeriesLegend
          label={`Series, by ${groupBy}`}
          series={model.series.map((one) => ({ ...one, value: formatUsd(one.costUsd) }))}
          hidden={hidden}
          onToggle={toggle}
        >
          {model.previousTotalUsd !== null && hidden.size === 0 && <PreviousEntry />}
          {model.missingDayCount > 0 && <MissingEntry />}
        </SeriesLegend>
      </div>
      <StackedDays
        label="Cost per day. Arrow keys go through the days."
        model={model}
        hidden={hidden}
        ticks={ticks}
        height={DAILY_PLOT_HEIGHT}
        formatTick={formatUsdCompact}
        formatDay={formatDay}
        renderTooltip={renderTooltip}
        onSelect={select}
      />
    </>
  );
}

const MARK_ENTRY = "flex items-center gap-1.5 px-1.5 py-1 text-xs text-muted-foreground";

function PreviousEntry() {
  return (
    <li className={MARK_ENTRY}>
      <span aria-hidden className="w-3.5 border-t-[1.5px] border-dashed border-series-previous" />
      previous period
    </li>
  );
}

function MissingEntry() {
  return (
    <li className={MARK_ENTRY}>
      <span
        aria-hidden
        className="size-2.5 rounded-[3px] border bg-[repeating-linear-gradient(45deg,var(--border)_0_2px,transparent_2px_4px)]"
      />
      not read
    </li>
  );
}
