import type { BudgetDrift, DriftCause } from "./schema";

export interface CounterReading {
  counterUsd: number;
  /** When the counter was read, by LiteLLM's clock. */
  counterReadAt: Date;
  /** Cost of the period's days. The first day counts half-known where the period begins within it. */
  ledger: {
    sumUsd: number;
    /** The part of the sum on a day that the period covers only in part. */
    partialDayUsd: number;
    missingDays: number;
    readAt: Date | null;
  } | null;
  resetAt: Date | null;
  now: Date;
}

const MIN_DRIFT_USD = 0.1;
const MIN_DRIFT_SHARE = 0.01;
const LATE_READING_MS = 15 * 60_000;

/** Why the two cannot be compared; null where they can. */
function findObstacle({ ledger, resetAt, now }: CounterReading): DriftCause | null {
  if (ledger === null) return "unknown-period";
  if (ledger.missingDays > 0) return "missing-days";
  // LiteLLM's job resets every ten minutes.
  return resetAt !== null && resetAt <= now ? "reset-due" : null;
}

/** LiteLLM's enforcement counter beside the sum of the calls it was made from. */
export function compareCounter(reading: CounterReading): BudgetDrift {
  const { counterUsd, ledger } = reading;
  const readAt = ledger?.readAt ?? null;
  const lagMs = readAt === null ? 0 : reading.counterReadAt.getTime() - readAt.getTime();
  const base = {
    ...{ counter_usd: counterUsd, ledger_usd: ledger?.sumUsd ?? null, lag_ms: lagMs },
    missing_days: ledger?.missingDays ?? 0,
  };
  const obstacle = findObstacle(reading);
  if (obstacle !== null || ledger === null) {
    return { ...base, difference_usd: null, is_flagged: false, cause: obstacle };
  }
  const lowest = ledger.sumUsd - ledger.partialDayUsd;
  const nearest = Math.min(Math.max(counterUsd, lowest), ledger.sumUsd);
  const difference_usd = counterUsd - nearest;
  const size = Math.abs(difference_usd);
  const isFlagged = size > MIN_DRIFT_USD && size > MIN_DRIFT_SHARE * nearest;
  if (!isFlagged) return { ...base, difference_usd, is_flagged: false, cause: null };
  const isHigh = difference_usd > 0;
  const isLate = (isHigh ? lagMs : -lagMs) > LATE_READING_MS;
  const cause = isHigh
    ? isLate
      ? "counter-is-newer"
      : "counter-ahead"
    : isLate
      ? "days-are-newer"
      : "counter-behind";
  return { ...base, difference_usd, is_flagged: true, cause };
}
