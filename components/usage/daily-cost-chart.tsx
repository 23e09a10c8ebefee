"use client";

import { useMemo, useState } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import {
  prepareDailyCost,
  toDailyCostTicks,
  type DailyCostModel,
} from "@/components/charts/prepare-daily-cost";
import { LazyStackedDaysPlot } from "@/components/charts/lazy-plots";
import { SeriesLegend } from "@/components/charts/series-legend";
import type { GroupBy } from "@/components/filters/usage-url-state";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { formatDay, formatUsd, formatUsdCompact } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { DailyUsage } from "@/lib/usage/schema";
import type { ChartPanelProps } from "./chart-panel";
import { DailyCostTable } from "./daily-cost-table";
import { DailyCostTooltip } from "./daily-cost-tooltip";

const HEIGHT = 280;
const LEGEND_HEIGHT = 34;

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
  const toModel = (data: DailyUsage) => prepareDailyCost({ range, daily: data, previous });
  const stepDays = daily.data ? toModel(daily.data.data).stepDays : 1;
  return (
    <ChartFrame
      {...panel}
      title={stepDays === 1 ? "Cost per day" : "Cost per 7 days"}
      unit="USD, UTC days"
      query={daily}
      fileName={`cost-per-day-by-${groupBy}`}
      skeleton={<PlotSkeleton height={HEIGHT + LEGEND_HEIGHT} />}
      isEmpty={(data) => data.rows.length === 0}
      describe={(data) => describe(toModel(data))}
      controls={<GroupToggle groupBy={groupBy} onChange={onGroupByChange} />}
      renderPlot={(data) => (
        <DailyPlot
          key={groupBy}
          range={range}
          today={today}
          daily={data}
          previous={previous}
          groupBy={groupBy}
          onToggleSeries={onToggleSeries}
        />
      )}
      renderTable={(data) => (
        <DailyCostTable model={toModel(data)} height={HEIGHT + LEGEND_HEIGHT} />
      )}
    />
  );
}

function describe(model: DailyCostModel): string {
  const highest = model.points.reduce<(typeof model.points)[number] | null>(
    (best, point) => ((point.totalUsd ?? -1) > (best?.totalUsd ?? -1) ? point : best),
    null,
  );
  if (highest === null) return "No cost in this period.";
  const missing = model.missingDayCount > 0 ? ` ${model.missingDayCount} days were not read.` : "";
  return `${formatUsd(model.totalUsd)} in all; most on ${formatDay(highest.from)} with ${formatUsd(highest.totalUsd)}.${missing}`;
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

interface DailyPlotProps {
  range: DayRange;
  today: IsoDay;
  daily: DailyUsage;
  previous: { range: DayRange; daily: DailyUsage } | null;
  groupBy: GroupBy;
  onToggleSeries: (seriesId: string) => void;
}

function DailyPlot({ range, today, daily, previous, groupBy, onToggleSeries }: DailyPlotProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const model = useMemo(
    () => prepareDailyCost({ range, daily, previous }),
    [range, daily, previous],
  );
  const ticks = useMemo(() => toDailyCostTicks(model, hidden), [model, hidden]);

  function toggle(seriesId: string) {
    const next = new Set(hidden);
    if (!next.delete(seriesId)) next.add(seriesId);
    setHidden(next.size < model.series.length ? next : new Set());
  }

  return (
    <>
      <div className="-mx-1.5" style={{ minHeight: LEGEND_HEIGHT }}>
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
      <div style={{ height: HEIGHT }}>
        <LazyStackedDaysPlot
          label="Cost per day. Arrow keys go through the days."
          model={model}
          hidden={hidden}
          ticks={ticks}
          height={HEIGHT}
          formatTick={formatUsdCompact}
          formatDay={formatDay}
          renderTooltip={(index) => (
            <DailyCostTooltip model={model} index={index} hidden={hidden} today={today} />
          )}
          onSelect={onToggleSeries}
        />
      </div>
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
