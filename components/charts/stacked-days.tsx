"use client";

import { memo, useId, useMemo } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
  usePlotArea,
  type BarShapeProps,
} from "recharts";
import {
  DAY_NAME_MARGIN,
  DAY_NAMES_HEIGHT,
  DAYS_MARGIN,
  HatchPattern,
  MAX_BAR_WIDTH,
  toBarGap,
  toEdges,
  toNamedDays,
  toOutlines,
  toPart,
  toSegments,
  toShownTotal,
  toStack,
  type StackedDaysProps,
} from "./day-stack";
import {
  AXIS_TICK,
  CURSOR_LINE,
  LINES_ACROSS,
  PLOT_ANIMATION,
  toTooltip,
  toUprightAxis,
} from "./plot-style";

/** Bars of each day stacked by series, hatched where a day was not read, the previous period as a dashed line. */
export const StackedDays = memo(function StackedDays(props: StackedDaysProps) {
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
      margin={DAYS_MARGIN}
      barCategoryGap={`${100 * toBarGap(model.points.length)}%`}
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
        maxBarSize={MAX_BAR_WIDTH}
        shape={(bar: BarShapeProps) => (
          <g {...toEdges(model.points.length)}>
            {toOutlines(bar, toSegments(shown, model.points[bar.originalDataIndex])).map(
              ({ series, d }) => (
                <path key={series.id} d={d} {...toPart(series, props.onSelect)} />
              ),
            )}
          </g>
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

function DayAxes({ model, ticks, formatTick, formatDay }: StackedDaysProps) {
  const width = usePlotArea()?.width ?? 0;
  return (
    <>
      <XAxis
        dataKey="from"
        ticks={toNamedDays(model.points, width)}
        height={DAY_NAMES_HEIGHT}
        interval={0}
        axisLine={{ stroke: "var(--border)" }}
        tickLine={false}
        tick={AXIS_TICK}
        tickMargin={DAY_NAME_MARGIN}
        tickFormatter={(day: string) => formatDay(day)}
      />
      <YAxis {...toUprightAxis(ticks, formatTick)} />
    </>
  );
}
