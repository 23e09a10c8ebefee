export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

const dayCache = new Map<number, string>();

export function dayNumberOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** "YYYY-MM-DD" (UTC) of a day number counted from 1970-01-01. */
export function dayOf(dayNumber: number): string {
  let day = dayCache.get(dayNumber);
  if (day === undefined) {
    day = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
    dayCache.set(dayNumber, day);
  }
  return day;
}

/** NaN when the text is no day. */
export function parseDay(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The proxy writes whole seconds without a fraction, as its fixtures show. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}
