import { HOUR_MS, KEPT_HOURS, SETTLE_MS, startOfHour, type Grain } from "@/lib/analytics/period";
import { startOfDay, toIsoDay } from "@/lib/time";

const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Record<Grain, number> = { day: DAY_MS, hour: HOUR_MS };

const CLOCK_LEEWAY_MS = 30_000;

/** Until when the upstream is asked: it refuses an end in the future, and its clock may be a little behind. */
export const toAskedUntil = (now: Date) => new Date(now.getTime() - CLOCK_LEEWAY_MS);

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
