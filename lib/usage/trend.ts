import { listDays, type DayRange, type IsoDay } from "@/lib/time";

/** Enough for a small line, few enough to send for every row. */
export const MAX_TREND_STEPS = 45;

export interface TrendPoint {
  /** Counted from the range's first day, in steps of `daysPerStep`. */
  step: number;
  cost_usd: number;
}

/** The trend's steps, oldest first: null where no day of the step was read. For drawing only. */
export function toTrend(
  range: DayRange,
  daysPerStep: number,
  covered: ReadonlySet<IsoDay>,
  points: readonly TrendPoint[],
): (number | null)[] {
  const days = listDays(range);
  const byStep = new Map<number, number>();
  for (const point of points) {
    byStep.set(point.step, (byStep.get(point.step) ?? 0) + point.cost_usd);
  }
  return Array.from({ length: Math.ceil(days.length / daysPerStep) }, (_, step) => {
    const inStep = days.slice(step * daysPerStep, (step + 1) * daysPerStep);
    if (!inStep.some((day) => covered.has(day))) return null;
    return Number((byStep.get(step) ?? 0).toFixed(4));
  });
}

/** Rows of several series, by series. */
export function groupBySeries<Row extends { series_id: string }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.series_id);
    if (group) group.push(row);
    else groups.set(row.series_id, [row]);
  }
  return groups;
}
