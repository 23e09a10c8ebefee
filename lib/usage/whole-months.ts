import { addDays, addMonths, startOfMonth, type DayRange } from "@/lib/time";

export interface WholeMonths {
  /** From the first whole month's first day to the last whole month's first day. */
  months: DayRange;
  /** What is left before and after them: none, one or two ranges. */
  days: DayRange[];
}

/** Null where no calendar month lies in the range as a whole. */
export function splitWholeMonths(range: DayRange): WholeMonths | null {
  const monthOfFrom = startOfMonth(range.from);
  const first = range.from === monthOfFrom ? monthOfFrom : addMonths(monthOfFrom, 1);
  // The day after the range starts a month exactly where the range ends with one.
  const end = startOfMonth(addDays(range.to, 1));
  if (first >= end) return null;
  const days: DayRange[] = [];
  if (range.from < first) days.push({ from: range.from, to: addDays(first, -1) });
  if (end <= range.to) days.push({ from: end, to: range.to });
  return { months: { from: first, to: addMonths(end, -1) }, days };
}
