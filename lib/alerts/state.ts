import type { Threshold } from "./schema";

/** Thresholds worst first, each once: what is spent before what is forecast, then the highest. */
export function listWorstFirst<T extends Threshold>(thresholds: readonly T[]): T[] {
  const byName = new Map(thresholds.map((one) => [`${one.basis} ${one.percent}`, one]));
  return [...byName.values()].sort(
    (a, b) => b.basis.localeCompare(a.basis) || b.percent - a.percent,
  );
}

/** What is remembered of a threshold of a budget within one period. */
export interface AlertMemory {
  state: "active" | "acknowledged" | "snoozed" | "resolved";
  isAbove: boolean;
  /** How often it was crossed from below. */
  crossings: number;
}

/** A forecast wavers from day to day: it must fall this far below before it counts as below. */
const FORECAST_SLACK = 0.05;

export interface Crossing {
  /** Share of the limit, 1 is all of it. */
  share: number;
  threshold: number;
  basis: "spent" | "forecast";
}

export interface AlertStep {
  memory: AlertMemory;
  /** It was crossed just now: this is the moment to tell people. */
  fires: boolean;
}

/**
 * What an observation makes of a threshold. It fires when the threshold is crossed from below and not
 * again while it stays above, whatever people did with it; null where nothing is worth remembering.
 */
export function stepAlert(memory: AlertMemory | null, seen: Crossing): AlertStep | null {
  const isAbove = seen.share >= seen.threshold;
  if (memory === null) {
    return isAbove
      ? { memory: { state: "active", isAbove: true, crossings: 1 }, fires: true }
      : null;
  }
  if (!memory.isAbove && isAbove) {
    const crossings = memory.crossings + 1;
    return { memory: { state: "active", isAbove: true, crossings }, fires: true };
  }
  const slack = seen.basis === "forecast" ? FORECAST_SLACK : 0;
  if (memory.isAbove && seen.share < seen.threshold - slack) {
    return { memory: { ...memory, state: "resolved", isAbove: false }, fires: false };
  }
  return { memory, fires: false };
}

/** What is remembered of a budget's period. */
export interface PeriodMemory {
  /** Counts from 1 and only ever grows. */
  number: number;
  resetAt: Date | null;
  spentUsd: number;
  observedAt: Date;
}

export interface PeriodReading {
  resetAt: Date | null;
  spentUsd: number;
  /** By LiteLLM's clock. */
  observedAt: Date;
}

/**
 * The period that a reading belongs to; null for a reading from before the last one, which counts no more.
 * A reset date that moves when its time has come is LiteLLM's reset; one that moves before is an edit, and
 * the period goes on.
 */
export function stepPeriod(
  memory: PeriodMemory | null,
  reading: PeriodReading,
): PeriodMemory | null {
  if (memory === null) return { number: 1, ...reading };
  if (reading.observedAt < memory.observedAt) return null;
  const hasEnded =
    memory.resetAt !== null &&
    memory.resetAt <= reading.observedAt &&
    (reading.resetAt === null || reading.resetAt > memory.resetAt);
  return { number: memory.number + (hasEnded ? 1 : 0), ...reading };
}
