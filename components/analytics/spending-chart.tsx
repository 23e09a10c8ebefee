"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { StackedDays } from "@/components/charts/plots";
import { SeriesLegend } from "@/components/charts/series-legend";
import { toTicks } from "@/components/charts/ticks";
import type { InsightSpending } from "@/lib/analytics/schema";
import { formatDateTime, formatDay, formatTime, formatUsd, formatUsdExact } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import { toNothingSpent } from "./empty-words";
import { prepareSpending } from "./prepare-spending";
import type { ReadResult } from "@/lib/query/use-read";

const HEIGHT = 280;
const LEGEND_HEIGHT = 34;

interface SpendingChartProps {
  query: ReadResult<InsightSpending>;
  csvHref: string;
}

/** What was spent in each day or hour, stacked by use. */
export function SpendingChart({ query, csvHref }: SpendingChartProps) {
  const [isTable, setIsTable] = useState(false);
  const time = query.data?.data.time;
  const step = time?.grain === "hour" ? "hour" : "day";
  return (
    <ChartFrame
      title="Spending over time"
      unit={`USD per UTC ${step}`}
      query={query}
      csvHref={csvHref}
      fileName="spending-over-time"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ steps }) => steps.every((one) => !one.total_usd)}
      {...toNothingSpent(time)}
      height={HEIGHT + LEGEND_HEIGHT}
      describe={describe}
      renderPlot={(data) => <SpendingPlot data={data} />}
      renderTable={(data) => <SpendingTable data={data} />}
    />
  );
}

function toStepNames({ time }: InsightSpending) {
  const isHourly = time.grain === "hour";
  return {
    isHourly,
    toLabel: (at: string) => (isHourly ? formatTime(at) : formatDay(at.slice(0, 10))),
    toName: (at: string) => (isHourly ? formatDateTime(at) : formatDay(at.slice(0, 10))),
  };
}

function describe(data: InsightSpending): string {
  const { totalUsd, series } = prepareSpending(data);
  return `${formatUsd(totalUsd)} in all, by ${series.map((one) => one.name).join(", ")}.`;
}

function SpendingTable({ data }: { data: InsightSpending }) {
  const model = prepareSpending(data);
  const { isHourly, toName } = toStepNames(data);
  return (
    <FiguresTable
      caption="Spending over time in USD"
      height={HEIGHT + LEGEND_HEIGHT}
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
  );
}

function SpendingPlot({ data }: { data: InsightSpending }) {
  const model = useMemo(() => prepareSpending(data), [data]);
  const { toLabel, toName } = toStepNames(data);
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
        height={HEIGHT}
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
