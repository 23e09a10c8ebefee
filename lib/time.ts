/** A calendar day in UTC, `YYYY-MM-DD`. */
export type IsoDay = string;

/** Days from `from` to `to`, both included. */
export interface DayRange {
  from: IsoDay;
  to: IsoDay;
}

export const MS_PER_DAY = 86_400_000;
/** There is no year zero, and what lies before the year 1000 is a mistake. */
const ISO_DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;

export function isIsoDay(text: string): boolean {
  if (!ISO_DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

export function toIsoDay(instant: Date): IsoDay {
  return instant.toISOString().slice(0, 10);
}

/** Midnight UTC at which the day begins. */
export function startOfDay(day: IsoDay): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: IsoDay, count: number): IsoDay {
  return toIsoDay(new Date(startOfDay(day).getTime() + count * MS_PER_DAY));
}

/** How many days the range has; 1 when it starts and ends on the same day. */
export function countDays(range: DayRange): number {
  return (
    Math.round((startOfDay(range.to).getTime() - startOfDay(range.from).getTime()) / MS_PER_DAY) + 1
  );
}

export function listDays(range: DayRange): IsoDay[] {
  return Array.from({ length: countDays(range) }, (_, index) => addDays(range.from, index));
}

/** Moves a day by whole months and clamps to the month's last day (31 March minus one month is 28 February). */
export function addMonths(day: IsoDay, count: number): IsoDay {
  const date = startOfDay(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const lastOfMonth = new Date(
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
  ).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), lastOfMonth));
  return toIsoDay(first);
}

export function startOfMonth(day: IsoDay): IsoDay {
  return `${day.slice(0, 7)}-01`;
}

/** The share of the UTC day that had passed at that instant, 0 to 1. */
export function elapsedShareOfDay(instant: Date): number {
  return (instant.getTime() % MS_PER_DAY) / MS_PER_DAY;
}
