import { addDays, startOfDay, type DayRange, type IsoDay } from "@/lib/time";

/** A day that was read as a whole once. */
export interface CoveredDay {
  day: IsoDay;
  readAt: Date;
  /** Rows of that reading that made no sense and were left out. */
  rejectedRows: number;
}

/** No run lasts longer: what is stored with a later time than that was dated by a clock that was wrong. */
export const LONGEST_RUN_MS = 3_600_000;
const REREAD_REJECTED_AFTER_MS = 24 * 3_600_000;

/** True when what is stored was read after this: a slower run may end after one that began later. */
export function isOutdated(readAt: Date, storedReadAt: Date | null | undefined): boolean {
  if (!storedReadAt) return false;
  const leadMs = storedReadAt.getTime() - readAt.getTime();
  return leadMs > 0 && leadMs <= LONGEST_RUN_MS;
}

/** The last `recentDays` UTC days, today included: the upstream may still add to them. */
export function toRecentRange(today: IsoDay, recentDays: number): DayRange {
  return { from: addDays(today, 1 - recentDays), to: today };
}

/** The days before the recent ones, back to `historyDays` before today; null where there are none. */
export function findHistoryRange(
  today: IsoDay,
  recentDays: number,
  historyDays: number,
): DayRange | null {
  const range = { from: addDays(today, -historyDays), to: addDays(today, -recentDays) };
  return range.from <= range.to ? range : null;
}

/**
 * The instant from which a reading of the day is final: its last day within the recent window, and
 * never before the day is over. A day read only earlier has late rows that nobody has fetched.
 */
export function toSettledAt(day: IsoDay, recentDays: number): Date {
  return startOfDay(addDays(day, Math.max(1, recentDays - 1)));
}

/** True when the day needs no further reading. Days with rejected rows are tried again once a day. */
export function isDayDone(covered: CoveredDay, recentDays: number, now: Date): boolean {
  if (covered.readAt < toSettledAt(covered.day, recentDays)) return false;
  const age = now.getTime() - covered.readAt.getTime();
  return covered.rejectedRows === 0 || age < REREAD_REJECTED_AFTER_MS;
}

/** The days in runs of neighbours, newest first, none longer than `maxDays`. */
export function planWindows(openDays: readonly IsoDay[], maxDays: number): DayRange[] {
  const windows: { from: IsoDay; to: IsoDay; days: number }[] = [];
  for (const day of [...openDays].sort().reverse()) {
    const last = windows.at(-1);
    if (last && last.days < maxDays && addDays(last.from, -1) === day) {
      last.from = day;
      last.days += 1;
    } else {
      windows.push({ from: day, to: day, days: 1 });
    }
  }
  return windows.map(({ from, to }) => ({ from, to }));
}
