import { addDays, addMonths, startOfDay, startOfMonth, toIsoDay } from "@/lib/time";

export const PERIODS = ["1h", "6h", "24h", "7d", "30d", "60d", "month"] as const;
export type Period = (typeof PERIODS)[number];
export const DEFAULT_PERIOD: Period = "30d";

export const PERIOD_LABELS: Record<Period, string> = {
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "60d": "Last 60 days",
  month: "Last month",
};

export type Grain = "day" | "hour";

/** From `from` to before `to`, UTC. */
export interface TimeRange {
  from: Date;
  to: Date;
}

export const HOUR_MS = 3_600_000;
/** The upstream adds to a window for a while after its end. */
export const SETTLE_MS = HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** Hours are kept for so long; before that there are days. */
export const KEPT_HOURS = 49;

const PERIOD_HOURS: Partial<Record<Period, number>> = { "1h": 1, "6h": 6, "24h": 24 };
const PERIOD_DAYS: Partial<Record<Period, number>> = { "7d": 7, "30d": 30, "60d": 60 };

export function toGrain(period: Period): Grain {
  return PERIOD_HOURS[period] === undefined ? "day" : "hour";
}

export function startOfHour(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / HOUR_MS) * HOUR_MS);
}

/** Hours: so many whole ones and the one that runs. Days: so many, today included. Month: the last whole one. */
export function toPeriodRange(period: Period, now: Date): TimeRange {
  const hours = PERIOD_HOURS[period];
  if (hours !== undefined) {
    return { from: new Date(startOfHour(now).getTime() - hours * HOUR_MS), to: now };
  }
  const today = toIsoDay(now);
  const days = PERIOD_DAYS[period];
  if (days !== undefined) return { from: startOfDay(addDays(today, 1 - days)), to: now };
  const thisMonth = startOfMonth(today);
  return { from: startOfDay(addMonths(thisMonth, -1)), to: startOfDay(thisMonth) };
}

/** The time before a range, as long as it and at the same time of day; whole months before a whole month. */
export function toPreviousRange(range: TimeRange): TimeRange {
  const first = toIsoDay(range.from);
  const isMonth =
    startOfMonth(first) === first &&
    range.from.getTime() === startOfDay(first).getTime() &&
    range.to.getTime() === startOfDay(addMonths(first, 1)).getTime();
  if (isMonth) return { from: startOfDay(addMonths(first, -1)), to: range.from };
  const unit = range.to.getTime() - range.from.getTime() > 2 * DAY_MS ? DAY_MS : HOUR_MS;
  const length = Math.ceil((range.to.getTime() - range.from.getTime()) / unit) * unit;
  return {
    from: new Date(range.from.getTime() - length),
    to: new Date(range.to.getTime() - length),
  };
}

/** How old a period's tables may grow, in readings: a month moves slower than an hour. */
const READINGS: Record<Period, number> = {
  "1h": 1,
  "6h": 1,
  "24h": 1,
  "7d": 6,
  "30d": 12,
  "60d": 12,
  month: 24,
};
/** Schedules are not exact to the second. */
const SLACK = 0.9;

/** Whether the tables of a period are to be read: never read, too old, or of an earlier month. */
export function areTablesDue(
  period: Period,
  stored: { readAt: Date; windowFrom: Date } | undefined,
  now: Date,
  intervalMinutes: number,
): boolean {
  if (stored === undefined) return true;
  const { from } = toPeriodRange(period, now);
  if (period === "month" && stored.windowFrom.getTime() !== from.getTime()) return true;
  const ageMs = now.getTime() - stored.readAt.getTime();
  return ageMs >= READINGS[period] * intervalMinutes * 60_000 * SLACK;
}
