"use client";

import { memo, useId, useMemo, type ReactNode } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
  type BarShapeProps,
} from "recharts";
import {
  AXIS_TICK,
  CURSOR_LINE,
  LINES_ACROSS,
  PLOT_ANIMATION,
  toTooltip,
  toUprightAxis,
} from "./plot-style";
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
const TOP_RADIUS = 2;

/** Bars of each day stacked by series, hatched where a day was not read, the previous period as a dashed line. */
export const StackedDaysPlot = memo(function StackedDaysPlot(props: StackedDaysPlotProps) {
  const { model, hidden } = props;
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
      <CartesianGrid {...LINES_ACROSS} />
      {gaps.map((point) => (
        <ReferenceArea
          key={point.from}
          x1={point.from}
          x2={point.from}
          fill={`url(#${hatchId})`}
          fillOpacity={1}
        />
      ))}
      <DayAxes {...props} />
      <Tooltip cursor={CURSOR_LINE} {...toTooltip(props.renderTooltip)} />
      <Bar
        dataKey={toShownTotal(shown)}
        name="Cost"
        maxBarSize={48}
        shape={(bar: BarShapeProps) => (
          <DayStack
            {...{ x: bar.x, y: bar.y, width: bar.width, height: bar.height }}
            segments={toSegments(shown, model.points[bar.originalDataIndex])}
            hasEdges={model.points.length <= DENSE_BARS}
            onSelect={props.onSelect}
          />
        )}
        {...PLOT_ANIMATION}
      />
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
});

/** Of more days than this not each is thought of for a name: each that is gets measured. */
const MAX_NAMED_DAYS = 10;

function DayAxes({ model, ticks, formatTick, formatDay }: StackedDaysPlotProps) {
  const every = Math.ceil(model.points.length / MAX_NAMED_DAYS);
  return (
    <>
      <XAxis
        dataKey="from"
        ticks={model.points.filter((_, index) => index % every === 0).map((point) => point.from)}
        height={26}
        interval="equidistantPreserveStart"
        minTickGap={28}
        axisLine={{ stroke: "var(--border)" }}
        tickLine={false}
        tick={AXIS_TICK}
        tickMargin={6}
        tickFormatter={(day: string) => formatDay(day)}
      />
      <YAxis {...toUprightAxis(ticks, formatTick)} />
    </>
  );
}

interface StackEntry {
  series: DailyCostSeries;
  costOf: (point: DailyCostPoint) => number | null;
}

/** The largest series at the foot of the bar, with its value in a point. */
function toStack(model: DailyCostModel, hidden: ReadonlySet<string>): StackEntry[] {
  return model.series
    .map((series, index) => ({
      series,
      costOf: (point: DailyCostPoint) => point.costsUsd[index] ?? null,
    }))
    .filter(({ series }) => !hidden.has(series.id));
}

/** What a day's bar is as high as; null where nothing is known of it. */
function toShownTotal(stack: readonly StackEntry[]) {
  return (point: DailyCostPoint) => {
    const known = stack.map(({ costOf }) => costOf(point)).filter((cost) => cost !== null);
    return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
  };
}

interface Segment {
  series: DailyCostSeries;
  /** Shares of the bar's height, from its foot. */
  from: number;
  to: number;
}

function toSegments(stack: readonly StackEntry[], point: DailyCostPoint | undefined): Segment[] {
  const total = point ? (toShownTotal(stack)(point) ?? 0) : 0;
  if (!point || total <= 0) return [];
  let below = 0;
  return stack.flatMap(({ series, costOf }) => {
    const cost = costOf(point) ?? 0;
    if (cost <= 0) return [];
    const from = below / total;
    below += cost;
    return [{ series, from, to: below / total }];
  });
}

interface DayStackProps {
  x: number;
  y: number;
  width: number;
  height: number;
  segments: readonly Segment[];
  hasEdges: boolean;
  onSelect: ((seriesId: string) => void) | undefined;
}

/** All of a day in one shape: a chart part for each series and day would keep the page from answering. */
function DayStack({ x, y, width, height, segments, hasEdges, onSelect }: DayStackProps) {
  const foot = y + height;
  return (
    <g stroke="var(--card)" strokeWidth={hasEdges ? 1 : 0}>
      {segments.map(({ series, from, to }, index) => {
        const isOpen = onSelect !== undefined && !series.isOther;
        return (
          <path
            key={series.id}
            fill={series.color}
            cursor={isOpen ? "pointer" : undefined}
            onClick={isOpen ? () => onSelect(series.id) : undefined}
            d={toBox(
              { x, width, top: foot - to * height, bottom: foot - from * height },
              index === segments.length - 1 ? TOP_RADIUS : 0,
            )}
          />
        );
      })}
    </g>
  );
}

interface Box {
  x: number;
  width: number;
  top: number;
  bottom: number;
}

/** A box whose upper corners are round, as far as it is high enough. */
function toBox({ x, width, top, bottom }: Box, radius: number): string {
  const r = Math.min(radius, width / 2, bottom - top);
  const right = x + width;
  return `M${x},${bottom}V${top + r}Q${x},${top} ${x + r},${top}H${right - r}Q${right},${top} ${right},${top + r}V${bottom}Z`;
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
