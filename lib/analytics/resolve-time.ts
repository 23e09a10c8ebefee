import { startOfDay, toIsoDay } from "@/lib/time";
import {
  DEFAULT_PERIOD,
  HOUR_MS,
  KEPT_HOURS,
  startOfHour,
  toGrain,
  toPeriodRange,
  toPreviousRange,
  type Grain,
  type Period,
  type TimeRange,
} from "./period";
import type { AnsweredTime } from "./schema";

const DAY_MS = 24 * HOUR_MS;

/** The range that is answered, in whole steps of a grain, and the one before it. */
export interface ResolvedTime {
  period: Period | null;
  range: TimeRange;
  grain: Grain;
  note: AnsweredTime["note"];
  previous: TimeRange;
  /** The share of the last step that has passed; the previous range's last step counts by it. */
  lastStepShare: number;
}

/** A time of which is known how much was read. */
export interface ReadTime extends ResolvedTime {
  /** Steps that were not read, the running one among them. */
  missingSteps: number;
  /** All steps that are over were read: what was spent is known, not only a part of it. */
  isWhole: boolean;
  /** Any step was read: without one there is nothing to add up, not even to zero. */
  isRead: boolean;
}

interface AskedTime {
  period?: Period;
  from?: Date;
  to?: Date;
}

export const toStepMs = (grain: Grain) => (grain === "hour" ? HOUR_MS : DAY_MS);

const ceilTo = (instant: Date, stepMs: number) => Math.ceil(instant.getTime() / stepMs) * stepMs;

function toCustomRange(
  from: Date,
  to: Date,
  now: Date,
): Pick<ResolvedTime, "range" | "grain" | "note"> {
  const firstKeptHour = startOfHour(now).getTime() - (KEPT_HOURS - 1) * HOUR_MS;
  const isByHour = from.getTime() >= firstKeptHour;
  const stepMs = isByHour ? HOUR_MS : DAY_MS;
  const start = isByHour ? startOfHour(from) : startOfDay(toIsoDay(from));
  const endMs = ceilTo(to, stepMs);
  const range = { from: start, to: new Date(Math.min(endMs, now.getTime())) };
  const isAsAsked = start.getTime() === from.getTime() && endMs === to.getTime();
  if (isAsAsked || to.getTime() > now.getTime()) {
    return { range, grain: isByHour ? "hour" : "day", note: null };
  }
  return isByHour
    ? { range, grain: "hour", note: "whole_hours" }
    : { range, grain: "day", note: "whole_days" };
}

/** The share of the running step that the figures cover: they end where they were read, not now. */
function toLastStepShare(range: TimeRange, stepMs: number, readAt: Date): number {
  if (range.to.getTime() % stepMs === 0) return 1;
  const stepStartMs = Math.floor(range.to.getTime() / stepMs) * stepMs;
  const coveredMs = Math.min(readAt.getTime(), range.to.getTime()) - stepStartMs;
  return Math.max(0, coveredMs / stepMs);
}

/**
 * A period, a custom range, or the last 30 days.
 * @param readAt when the figures were read; null counts as now
 */
export function resolveTime(asked: AskedTime, now: Date, readAt: Date | null = null): ResolvedTime {
  const { from, to } = asked;
  const isCustom = asked.period === undefined && from !== undefined && to !== undefined;
  const period = isCustom ? null : (asked.period ?? DEFAULT_PERIOD);
  const base = isCustom
    ? toCustomRange(from, to, now)
    : {
        range: toPeriodRange(period ?? DEFAULT_PERIOD, now),
        grain: toGrain(period ?? DEFAULT_PERIOD),
        note: null,
      };
  const stepMs = toStepMs(base.grain);
  return {
    ...base,
    period,
    previous: toPreviousRange(base.range),
    lastStepShare: toLastStepShare(base.range, stepMs, readAt ?? now),
  };
}

/** @param readStarts when the steps began that were read */
export function toReadTime(time: ResolvedTime, readStarts: readonly Date[]): ReadTime {
  const known = new Set(readStarts.map((start) => start.getTime()));
  const steps = listSteps(time);
  const missing = steps.filter((start) => !known.has(start.getTime()));
  const running = time.range.to.getTime() % toStepMs(time.grain) === 0 ? null : steps.at(-1);
  return {
    ...time,
    missingSteps: missing.length,
    isWhole: missing.every((start) => start === running),
    isRead: missing.length < steps.length,
  };
}

export function toAnsweredTime(time: ReadTime): AnsweredTime {
  const { period, range, grain, note, isWhole, isRead } = time;
  const [from, to] = [range.from.toISOString(), range.to.toISOString()];
  return { period, from, to, grain, note, is_whole: isWhole, is_read: isRead };
}

/** The starts of the steps of a range. */
export function listSteps({ range, grain }: Pick<ResolvedTime, "range" | "grain">): Date[] {
  const stepMs = toStepMs(grain);
  const count = Math.ceil((range.to.getTime() - range.from.getTime()) / stepMs);
  return Array.from(
    { length: count },
    (_, index) => new Date(range.from.getTime() + index * stepMs),
  );
}
