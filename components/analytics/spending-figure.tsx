"use client";

import { useMemo, useState } from "react";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import type { DailyCostModel } from "@/components/charts/prepare-daily-cost";
import { SeriesLegend } from "@/components/charts/series-legend";
import { StackedDays } from "@/components/charts/stacked-days";
import { toTicks } from "@/components/charts/ticks";
import { formatDateTime, formatDay, formatTime, formatUsd, formatUsdExact } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import type { InsightSpending } from "@/lib/analytics/schema";
import { prepareSpending } from "./prepare-spending";

interface SpendingFigureProps {
  data: InsightSpending;
  isTable: boolean;
  height: number;
}

/** Spending by use, drawn with its legend or as a table. */
export function SpendingFigure({ data, isTable, height }: SpendingFigureProps) {
  const model = useMemo(() => prepareSpending(data), [data]);
  const isHourly = data.time.grain === "hour";
  const toLabel = (at: string) => (isHourly ? formatTime(at) : formatDay(at.slice(0, 10)));
  const toName = (at: string) => (isHourly ? formatDateTime(at) : formatDay(at.slice(0, 10)));
  return (
    <>
      <figcaption className="sr-only">
        {`${formatUsd(model.totalUsd)} in all, by ${model.series.map((one) => one.name).join(", ")}.`}
      </figcaption>
      {isTable ? (
        <FiguresTable
          caption="Spending over time in USD"
          height={height + 34}
          columns={[isHourly ? "Hour" : "Day", "Total", ...model.series.map((one) => one.name)]}
          rows={[...model.points].reverse().map((point) => ({
            id: point.from,
            name: toName(point.from),
            cells: [formatUsdExact(point.totalUsd), ...point.costsUsd.map(formatUsdExact)],
          }))}
          total={{
            id: "total",
            name: "Total",
            cells: [
              formatUsdExact(model.totalUsd),
              ...model.series.map((one) => formatUsdExact(one.costUsd)),
            ],
          }}
        />
      ) : (
        <SpendingPlot {...{ model, height, toLabel, toName }} />
      )}
    </>
  );
}

interface SpendingPlotProps {
  model: DailyCostModel;
  height: number;
  toLabel: (at: string) => string;
  toName: (at: string) => string;
}

function SpendingPlot({ model, height, toLabel, toName }: SpendingPlotProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = model.series
    .map((one, index) => ({ ...one, index }))
    .filter(({ id }) => !hidden.has(id));
  const highest = Math.max(
    0,
    ...model.points.map((point) =>
      shown.reduce((sum, { index }) => sum + (point.costsUsd[index] ?? 0), 0),
    ),
  );
  function toggle(id: string) {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  }
  return (
    <>
      <SeriesLegend
        label="Uses"
        series={model.series.map((one) => ({ ...one, value: formatUsd(one.costUsd) }))}
        hidden={hidden}
        onToggle={toggle}
      />
      <StackedDays
        label="Spending over time. Arrow keys go through the bars."
        model={model}
        hidden={hidden}
        ticks={toTicks(highest, 4, 0)}
        height={height}
        formatTick={formatUsdCompact}
        formatDay={toLabel}
        renderTooltip={(index) => {
          const point = model.points[index];
          if (!point) return null;
          return (
            <ChartTooltip
              title={toName(point.from)}
              rows={shown.map((one) => ({
                label: one.name,
                value: formatUsd(point.costsUsd[one.index]),
                color: one.color,
              }))}
              footer={[{ label: "Total", value: formatUsd(point.totalUsd) }]}
              note={point.totalUsd === null ? "Not read." : undefined}
            />
          );
        }}
      />
    </>
  );
}
