import { addDays, addMonths, startOfDay, startOfMonth, type IsoDay } from "@/lib/time";
import { forecastBudget, forecastStraightLine } from "./forecast";
import type { DayCost } from "./forecast-shape";

/** How far forecasts made in the middle of past months were off; shares of 1. */
export interface BacktestResult {
  months: number;
  /** Mean absolute percentage error. */
  forecastError: number;
  straightLineError: number;
  /** How often the end lay within the interval. */
  coverage: number;
}

/** Months that cost next to nothing have no meaningful percentage. */
const MIN_MONTH_USD = 1;
const MIDDLE_DAY = 15;
const MIN_EARLIER_DAYS = 14;

interface MonthCase {
  first: IsoDay;
  middle: IsoDay;
  next: IsoDay;
}

function listMonths(days: readonly DayCost[]): MonthCase[] {
  const [oldest] = days;
  const newest = days.at(-1);
  if (!oldest || !newest) return [];
  const months: MonthCase[] = [];
  let first = addMonths(startOfMonth(oldest.day), 1);
  for (;;) {
    const next = addMonths(first, 1);
    if (addDays(next, -1) > newest.day) return months;
    months.push({ first, middle: addDays(first, MIDDLE_DAY), next });
    first = next;
  }
}

/** Forecasts each past month from its middle with what was known then, beside a straight line. */
export function backtestForecast(days: readonly DayCost[]): BacktestResult | null {
  const ends = listMonths(days).flatMap(({ first, middle, next }) => {
    const inMonth = days.filter(({ day }) => day >= first && day < next);
    if (inMonth.some(({ costUsd }) => costUsd === null)) return [];
    const sum = (rows: readonly DayCost[]) =>
      rows.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0);
    const actualUsd = sum(inMonth);
    const earlier = days.filter(({ day, costUsd }) => day < first && costUsd !== null);
    if (actualUsd < MIN_MONTH_USD || earlier.length < MIN_EARLIER_DAYS) return [];
    const spentUsd = sum(inMonth.filter(({ day }) => day < middle));
    const now = startOfDay(middle);
    const endsAt = startOfDay(next);
    const history = days.filter(({ day }) => day < middle);
    const made = forecastBudget({ history, spentUsd, limitUsd: null, now, endsAt });
    if (made?.expectedUsd == null) return [];
    const line = forecastStraightLine(spentUsd, startOfDay(first), endsAt, now);
    return [
      {
        forecast: Math.abs(made.expectedUsd - actualUsd) / actualUsd,
        line: Math.abs(line - actualUsd) / actualUsd,
        isWithin: actualUsd >= (made.lowUsd ?? 0) && actualUsd <= (made.highUsd ?? 0),
      },
    ];
  });
  if (ends.length === 0) return null;
  const average = (pick: (end: (typeof ends)[number]) => number) =>
    ends.reduce((total, end) => total + pick(end), 0) / ends.length;
  return {
    months: ends.length,
    forecastError: average((end) => end.forecast),
    straightLineError: average((end) => end.line),
    coverage: average((end) => Number(end.isWithin)),
  };
}
