import {
  addDays,
  addMonths,
  countDays,
  elapsedShareOfDay,
  startOfMonth,
  toIsoDay,
  type DayRange,
} from "@/lib/time";

/** The longest range that may be asked for at once. */
export const MAX_RANGE_DAYS = 400;

/**
 * The period to compare with. From the first of a month it is the same days of the month before
 * (clamped to its end), else the same number of days just before.
 */
export function toPreviousPeriod(range: DayRange): DayRange {
  const isWithinMonth =
    range.from === startOfMonth(range.from) && startOfMonth(range.to) === range.from;
  if (isWithinMonth) return { from: addMonths(range.from, -1), to: addMonths(range.to, -1) };
  const length = countDays(range);
  return { from: addDays(range.from, -length), to: addDays(range.from, -1) };
}

/**
 * The share of the range's last day that the figures cover: 1 once that day is over, else the share
 * of the UTC day that had passed when the snapshot was read. The previous period's last day counts
 * by this share, so that like is compared with like.
 */
export function toElapsedShareOfLastDay(range: DayRange, asOf: Date | null): number {
  if (asOf === null || range.to < toIsoDay(asOf)) return 1;
  return elapsedShareOfDay(asOf);
}

/** A period to compare with; its last day counts by the share. */
export interface WeightedPeriod {
  range: DayRange;
  lastDayShare: number;
}

/** What a range that was read at `asOf` is compared with: the one rule for every total of a previous period. */
export function toComparedPeriod(range: DayRange, asOf: Date | null): WeightedPeriod {
  return { range: toPreviousPeriod(range), lastDayShare: toElapsedShareOfLastDay(range, asOf) };
}
