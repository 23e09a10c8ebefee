import type { ReactNode } from "react";
import type { DailyCostModel, DailyCostPoint, DailyCostSeries } from "./prepare-daily-cost";

/** What the days' picture and their interactive plot are drawn from. */
export interface StackedDaysProps {
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

/** Around the bars, pixels: room for the highest line, and for the days' names below. */
export const DAYS_MARGIN = { top: 8, right: 4, bottom: 0, left: 0 } as const;
export const DAY_NAMES_HEIGHT = 26;
export const DAY_NAME_MARGIN = 6;
export const MAX_BAR_WIDTH = 48;

/** Free at each side of a bar, as a share of its day's room. */
export function toBarGap(dayCount: number): number {
  return dayCount > DENSE_BARS ? 0.08 : 0.18;
}

/** Pixels that a day's name takes with what is free beside it. */
const NAME_ROOM = 66;

/** The days that are named: as many as have room, at equal steps from the first. */
export function toNamedDays(points: readonly DailyCostPoint[], width: number): string[] {
  const every = Math.max(1, Math.ceil((points.length * NAME_ROOM) / Math.max(width, 1)));
  const dayWidth = width / Math.max(points.length, 1);
  return points
    .filter((_, index) => {
      const right = (index + 0.5) * dayWidth + NAME_ROOM / 2;
      return index % every === 0 && right <= width + NAME_ROOM / 4;
    })
    .map((point) => point.from);
}

export interface StackEntry {
  series: DailyCostSeries;
  costOf: (point: DailyCostPoint) => number | null;
}

/** The largest series at the foot of the bar, with its value in a point. */
export function toStack(model: DailyCostModel, hidden: ReadonlySet<string>): StackEntry[] {
  return model.series
    .map((series, index) => ({
      series,
      costOf: (point: DailyCostPoint) => point.costsUsd[index] ?? null,
    }))
    .filter(({ series }) => !hidden.has(series.id));
}

/** What a day's bar is as high as; null where nothing is known of it. */
export function toShownTotal(stack: readonly StackEntry[]) {
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

export function toSegments(
  stack: readonly StackEntry[],
  point: DailyCostPoint | undefined,
): Segment[] {
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

/** Where a day's bar stands, in pixels. */
export interface DayBar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The outline of each part of a day's bar, its top with round corners. */
export function toOutlines(bar: DayBar, segments: readonly Segment[]) {
  const foot = bar.y + bar.height;
  return segments.map(({ series, from, to }, index) => ({
    series,
    d: toBox(
      { x: bar.x, width: bar.width, top: foot - to * bar.height, bottom: foot - from * bar.height },
      index === segments.length - 1 ? TOP_RADIUS : 0,
    ),
  }));
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

/** What sets a bar's parts apart, among this many days. */
export function toEdges(dayCount: number) {
  return { stroke: "var(--card)", strokeWidth: dayCount > DENSE_BARS ? 0 : 1 };
}

/** How a part of a bar looks and what a click on it does. */
export function toPart(
  series: DailyCostSeries,
  onSelect: ((seriesId: string) => void) | undefined,
) {
  const isOpen = onSelect !== undefined && !series.isOther;
  return {
    fill: series.color,
    cursor: isOpen ? "pointer" : undefined,
    onClick: isOpen ? () => onSelect(series.id) : undefined,
  };
}

/** What a day that was not read is filled with. */
export function HatchPattern({ id }: { id: string }) {
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
