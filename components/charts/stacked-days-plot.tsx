"use client";

import { useId, useMemo, type ReactNode } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS_TICK, CURSOR_LINE, PLOT_ANIMATION, TOOLTIP_STYLE } from "./plot-style";
import type { DailyCostModel, DailyCostPoint, DailyCostSeries } from "./prepare-daily-cost";

export interface StackedDaysPlotProps {
  label: string;
  model: DailyCostModel;
  /** Ids of series that are switched off. */
  hidden: ReadonlySet<string>;
  ticks: readonly number[];
  height: number;
  formatTick: (value: number) => string;
  formatDay: (day: string) => string;
  renderTooltip: (index: number) => ReactNode;
  onSelect?: (seriesId: string) => void;
}

/** Beyond this many bars their edges would eat them up. */
const DENSE_BARS = 60;

/** Bars of each day stacked by series, hatched where a day was not read, the previous period as a dashed line. */
export function StackedDaysPlot(props: StackedDaysPlotProps) {
  const { model, hidden, ticks } = props;
  const hatchId = useId();
  const shown = useMemo(() => toStack(model, hidden), [model, hidden]);
  const gaps = model.points.filter((point) => point.totalUsd === null);
  const hasPrevious = hidden.size === 0 && model.previousTotalUsd !== null;
  return (
    <ComposedChart
      responsive
      aria-label={props.label}
      style={{ width: "100%", height: props.height }}
      data={model.points}
      margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
      barCategoryGap={model.points.length > DENSE_BARS ? "8%" : "18%"}
    >
      <defs>
        <HatchPattern id={hatchId} />
      </defs>
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      {gaps.map((point) => (
        <ReferenceArea
          key={point.from}
          x1={point.from}
          x2={point.from}
          fill={`url(#${hatchId})`}
          fillOpacity={1}
        />
      ))}
      <DayAxes ticks={ticks} formatTick={props.formatTick} formatDay={props.formatDay} />
      <Tooltip
        content={({ active, activeIndex }) =>
          active && activeIndex !== null ? props.renderTooltip(Number(activeIndex)) : null
        }
        cursor={CURSOR_LINE}
        wrapperStyle={TOOLTIP_STYLE}
        isAnimationActive={false}
      />
      {shown.map(({ series, costOf }, index) => (
        <Bar
          key={series.id}
          dataKey={costOf}
          name={series.name}
          stackId="cost"
          fill={series.color}
          stroke="var(--card)"
          strokeWidth={model.points.length > DENSE_BARS ? 0 : 1}
          cursor={props.onSelect && !series.isOther ? "pointer" : undefined}
          radius={index === shown.length - 1 ? [2, 2, 0, 0] : 0}
          maxBarSize={48}
          onClick={() => {
            if (!series.isOther) props.onSelect?.(series.id);
          }}
          {...PLOT_ANIMATION}
        />
      ))}
      {hasPrevious && (
        <Line
          dataKey="previousUsd"
          name="Previous period"
          type="linear"
          connectNulls={false}
          stroke="var(--series-previous)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
          dot={false}
          activeDot={false}
          {...PLOT_ANIMATION}
        />
      )}
    </ComposedChart>
  );
}

function DayAxes({
  ticks,
  formatTick,
  formatDay,
}: Pick<StackedDaysPlotProps, "ticks" | "formatTick" | "formatDay">) {
  return (
    <>
      <XAxis
        dataKey="from"
        height={26}
        interval="equidistantPreserveStart"
        minTickGap={28}
        axisLine={{ stroke: "var(--border)" }}
        tickLine={false}
        tick={AXIS_TICK}
        tickMargin={6}
        tickFormatter={(day: string) => formatDay(day)}
      />
      <YAxis
        ticks={[...ticks]}
        domain={[0, ticks.at(-1) ?? 1]}
        width="auto"
        axisLine={false}
        tickLine={false}
        tick={AXIS_TICK}
        tickFormatter={(value: number) => formatTick(value)}
      />
    </>
  );
}

/** The largest series at the foot of the bar, with a stable way to its value in a point. */
function toStack(model: DailyCostModel, hidden: ReadonlySet<string>) {
  return model.series
    .map((series: DailyCostSeries, index) => ({
      series,
      costOf: (point: DailyCostPoint) => point.costsUsd[index] ?? null,
    }))
    .filter(({ series }) => !hidden.has(series.id));
}

function HatchPattern({ id }: { id: string }) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <line x1="0" y1="0" x2="0" y2="6" stroke="var(--border)" strokeWidth="3" />
    </pattern>
  );
}
