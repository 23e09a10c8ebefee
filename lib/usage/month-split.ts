import {
  addDays,
  addMonths,
  countDays,
  startOfMonth,
  type DayRange,
  type IsoDay,
} from "@/lib/time";

/** A range as months and days whose sum it is: the months, the added days, less the subtracted ones. */
export interface MonthSplit {
  /** From the first month's first day to the last month's first day. */
  months: DayRange | null;
  added: DayRange[];
  subtracted: DayRange[];
}

export function toDaysAlone(range: DayRange): MonthSplit {
  return { months: null, added: [range], subtracted: [] };
}

/** The first of this month or of the next, whichever is fewer days away. */
function toNearestMonth(day: IsoDay): IsoDay {
  const before = startOfMonth(day);
  const after = addMonths(before, 1);
  const isNearBefore = countDays({ from: before, to: day }) <= countDays({ from: day, to: after });
  return isNearBefore ? before : after;
}

/**
 * The fewest rows that add up to the range where each month has a sum too. Where more than half of a month
 * is in the range, the month counts as a whole and its other days are subtracted: some 15 days an edge at most.
 */
export function splitMonths(range: DayRange): MonthSplit {
  const from = toNearestMonth(range.from);
  // The day after the range starts a month exactly where the range ends with one.
  const end = toNearestMonth(addDays(range.to, 1));
  const between = (start: IsoDay, stop: IsoDay): DayRange[] =>
    start < stop ? [{ from: start, to: addDays(stop, -1) }] : [];
  const after = addDays(range.to, 1);
  const split: MonthSplit = {
    months: { from, to: addMonths(end, -1) },
    added: [...between(range.from, from), ...between(end, after)],
    subtracted: [...between(from, range.from), ...between(after, end)],
  };
  const daysOfSplit = [...split.added, ...split.subtracted].reduce(
    (n, part) => n + countDays(part),
    0,
  );
  return from < end && daysOfSplit < countDays(range) ? split : toDaysAlone(range);
}
