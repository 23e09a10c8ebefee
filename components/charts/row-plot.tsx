"use client";

import { useMemo } from "react";
import { Bar, BarChart, CartesianGrid, LabelList, Tooltip, XAxis, YAxis } from "recharts";
import { toPlotData, type BarPlotProps } from "./bar-plot";
import {
  BAR_RADIUS,
  CURSOR_FILL,
  LINES_DOWN,
  PLOT_ANIMATION,
  toShortName,
  toTooltip,
  toValueAxis,
} from "./plot-style";

const LABEL_ROOM = 64;
const MAX_NAME = 18;
/** Average width of a letter at the names' size, in pixels, and what stays free beside them. */
const LETTER_WIDTH = 6.6;
const NAME_GAP = 14;
const MIN_NAME_WIDTH = 92;

/** Horizontal bars by category, each in its colour, with the value at the end. */
export function RowPlot(props: BarPlotProps) {
  const { bars, ticks, onSelect } = props;
  const data = useMemo(() => toPlotData(bars), [bars]);
  const names = bars.map((bar) => toShortName(bar.name, MAX_NAME));
  const longest = Math.max(0, ...names.map((name) => name.length));
  return (
    <BarChart
      responsive
      layout="vertical"
      aria-label={props.label}
      style={{ width: "100%", height: props.height }}
      data={data}
      margin={{ top: 4, right: LABEL_ROOM, bottom: 0, left: 0 }}
      barCategoryGap="28%"
      cursor={onSelect ? "pointer" : undefined}
    >
      <CartesianGrid {...LINES_DOWN} />
      <XAxis type="number" height={24} {...toValueAxis(ticks, props.formatTick)} />
      <YAxis
        type="category"
        dataKey="key"
        width={Math.max(MIN_NAME_WIDTH, Math.ceil(longest * LETTER_WIDTH) + NAME_GAP)}
        interval={0}
        axisLine={{ stroke: "var(--border)" }}
        tickLine={false}
        tick={{ fill: "var(--foreground)", fontSize: 12 }}
        tickFormatter={(_id: string, index: number) => names[index] ?? ""}
      />
      <Tooltip cursor={CURSOR_FILL} {...toTooltip(props.renderTooltip)} />
      <Bar
        name="value"
        dataKey="amount"
        maxBarSize={28}
        minPointSize={1}
        radius={[0, BAR_RADIUS, BAR_RADIUS, 0]}
        onClick={(bar) => onSelect?.(bar.originalDataIndex)}
        {...PLOT_ANIMATION}
      >
        <LabelList
          dataKey="amount"
          position="right"
          offset={6}
          fill="var(--foreground)"
          fontSize={12}
          formatter={(value) => props.formatValue(Number(value))}
        />
      </Bar>
    </BarChart>
  );
}
