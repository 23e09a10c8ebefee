"use client";

import { useMemo } from "react";
import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Tooltip,
  XAxis,
  YAxis,
  type XAxisTickContentProps,
} from "recharts";
import { toPlotData, type BarPlotProps } from "./bar-plot";
import {
  AXIS_TICK,
  BAR_RADIUS,
  CURSOR_FILL,
  LINES_ACROSS,
  PLOT_ANIMATION,
  toShortName,
  toTooltip,
  toUprightAxis,
} from "./plot-style";

/** Labels stand upright while this few columns leave room for them, or while they are as short as hours. */
const UPRIGHT_COLUMNS = 7;
const UPRIGHT_NAME = 9;
const HOUR_NAME = 2;
const MAX_NAME = 15;
const UPRIGHT_HEIGHT = 26;
/** Of slanted labels: what is below them, and how much each letter adds. */
const SLANTED_HEIGHT = 20;
const LETTER_HEIGHT = 4;

/** Vertical bars by category with their value on top. */
export function ColumnPlot(props: BarPlotProps) {
  const { bars, ticks, onSelect } = props;
  const data = useMemo(() => toPlotData(bars), [bars]);
  const longest = Math.max(0, ...bars.map((bar) => props.formatValue(bar.value).length));
  const longestName = Math.min(MAX_NAME, Math.max(0, ...bars.map((bar) => bar.name.length)));
  const isUpright =
    longestName <= HOUR_NAME || (bars.length <= UPRIGHT_COLUMNS && longestName <= UPRIGHT_NAME);
  // On a phone two-digit names of a whole day run into each other: every other one is enough.
  const every = isUpright && bars.length > 2 * UPRIGHT_COLUMNS ? 2 : 1;
  return (
    <BarChart
      responsive
      aria-label={props.label}
      style={{ width: "100%", height: props.height }}
      data={data}
      margin={{ top: 18, right: 4, bottom: 0, left: 0 }}
      barCategoryGap="22%"
      cursor={onSelect ? "pointer" : undefined}
    >
      <CartesianGrid {...LINES_ACROSS} />
      <XAxis
        dataKey="key"
        interval={0}
        height={isUpright ? UPRIGHT_HEIGHT : SLANTED_HEIGHT + longestName * LETTER_HEIGHT}
        axisLine={{ stroke: "var(--border)" }}
        tickLine={false}
        tick={(tick: XAxisTickContentProps) => (
          <NameTick
            x={Number(tick.x)}
            y={Number(tick.y)}
            name={tick.payload.index % every === 0 ? (bars[tick.payload.index]?.name ?? "") : ""}
            isUpright={isUpright}
          />
        )}
      />
      <YAxis {...toUprightAxis(ticks, props.formatTick)} />
      <Tooltip cursor={CURSOR_FILL} {...toTooltip(props.renderTooltip)} />
      <Bar
        name="value"
        dataKey="amount"
        maxBarSize={56}
        minPointSize={1}
        radius={[BAR_RADIUS, BAR_RADIUS, 0, 0]}
        onClick={(bar) => onSelect?.(bar.originalDataIndex)}
        {...PLOT_ANIMATION}
      >
        <LabelList
          dataKey="amount"
          content={({ x, y, width, value }) => (
            <ValueLabel
              x={Number(x)}
              y={Number(y)}
              width={Number(width)}
              text={props.formatValue(Number(value))}
              longest={longest}
            />
          )}
        />
      </Bar>
    </BarChart>
  );
}

interface ValueLabelProps {
  x: number;
  y: number;
  width: number;
  text: string;
  /** Characters of the longest label: all are shown or none. */
  longest: number;
}

/** Average width of a digit at the label's size, in pixels. */
const DIGIT_WIDTH = 5.8;
/** A column with the gaps at its sides, in widths of its bar. */
const COLUMN_PER_BAR = 1.7;

/** The value on its bar, where the labels do not run into each other. */
function ValueLabel({ x, y, width, text, longest }: ValueLabelProps) {
  if (longest * DIGIT_WIDTH > width * COLUMN_PER_BAR) return null;
  return (
    <text {...AXIS_TICK} x={x + width / 2} y={y - 5} textAnchor="middle">
      {text}
    </text>
  );
}

interface NameTickProps {
  x: number;
  y: number;
  name: string;
  isUpright: boolean;
}

function NameTick({ x, y, name, isUpright }: NameTickProps) {
  return (
    <text
      {...AXIS_TICK}
      transform={
        isUpright ? `translate(${x},${y + 10})` : `translate(${x + 4},${y + 6}) rotate(-38)`
      }
      textAnchor={isUpright ? "middle" : "end"}
    >
      {toShortName(name, MAX_NAME)}
    </text>
  );
}
