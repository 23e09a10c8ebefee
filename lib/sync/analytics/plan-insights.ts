import {
  HOUR_MS,
  KEPT_HOURS,
  startOfHour,
  toPeriodRange,
  type Grain,
  type Period,
} from "@/lib/analytics/period";
import { startOfDay, toIsoDay } from "@/lib/time";

const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Record<Grain, number> = { day: DAY_MS, hour: HOUR_MS };
/** The upstream adds to a window for a while after its end. */
const SETTLE_MS = HOUR_MS;

export interface PlannedWindow {
  grain: Grain;
  startsAt: Date;
  endsAt: Date;
  isOver: boolean;
}

/** The first day or hour that is kept up. */
export function toFirstWindow(grain: Grain, now: Date, historyDays: number): Date {
  if (grain === "hour") {
    return new Date(startOfHour(now).getTime() - (KEPT_HOURS - 1) * HOUR_MS);
  }
  return new Date(startOfDay(toIsoDay(now)).getTime() - (historyDays - 1) * DAY_MS);
}

/** Days or hours to read, the newest first: those that are missing and those that were not over when they were read. */
export function planWindows(
  grain: Grain,
  now: Date,
  historyDays: number,
  stored: readonly { startsAt: Date; isOver: boolean }[],
): PlannedWindow[] {
  const finished = new Set(
    stored.filter((window) => window.isOver).map((window) => window.startsAt.getTime()),
  );
  const firstMs = toFirstWindow(grain, now, historyDays).getTime();
  const length = LENGTH_MS[grain];
  const planned: PlannedWindow[] = [];
  for (let startMs = firstMs; startMs < now.getTime(); startMs += length) {
    if (finished.has(startMs)) continue;
    const endMs = startMs + length;
    planned.push({
      grain,
      startsAt: new Date(startMs),
      endsAt: new Date(Math.min(endMs, now.getTime())),
      isOver: endMs + SETTLE_MS <= now.getTime(),
    });
  }
  return planned.reverse();
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
