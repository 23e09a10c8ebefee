"use client";

import { useCallback, useMemo, useState } from "react";
import {
  prepareDailyCost,
  toDailyCostTicks,
  type DailyCostModel,
} from "@/components/charts/prepare-daily-cost";
import { SeriesLegend } from "@/components/charts/series-legend";
import { StackedDays } from "@/components/charts/stacked-days";
import type { GroupBy } from "@/components/filters/usage-url-state";
import { useLatestCallback } from "@/components/ui/use-latest-callback";
import { formatDay, formatUsd } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import type { IsoDay } from "@/lib/time";
import type { CostSeries } from "@/lib/usage/cost-series-schema";
import { DAILY_LEGEND_HEIGHT, DAILY_PLOT_HEIGHT } from "./chart-panel";
import { DailyCostTable } from "./daily-cost-table";
import { DailyCostTooltip } from "./daily-cost-tooltip";

interface DailyCostFigureProps {
  costs: CostSeries;
  /** The UTC day that still runs. */
  today: IsoDay;
  groupBy: GroupBy;
  isTable: boolean;
  /** An agent's id or a provider, as `groupBy` says. */
  onToggleSeries: (seriesId: string) => void;
}

/** Cost of each day, drawn with its legend or as a table. */
export function DailyCostFigure(props: DailyCostFigureProps) {
  const { costs, isTable, today, groupBy, onToggleSeries } = props;
  const model = useMemo(() => prepareDailyCost(costs), [costs]);
  return (
    <>
      <figcaption className="sr-only">{describe(model)}</figcaption>
      {isTable ? (
        <DailyCostTable model={model} height={DAILY_PLOT_HEIGHT + DAILY_LEGEND_HEIGHT} />
      ) : (
        <DailyPlot key={groupBy} {...{ model, today, groupBy, onToggleSeries }} />
      )}
    </>
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

type DailyPlotProps = Pick<DailyCostFigureProps, "today" | "groupBy" | "onToggleSeries"> & {
  model: DailyCostModel;
};

function DailyPlot({ model, today, groupBy, onToggleSeries }: DailyPlotProps) {
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
      <div style={{ height: DAILY_PLOT_HEIGHT }}>
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
