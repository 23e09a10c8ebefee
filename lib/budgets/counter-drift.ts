import { formatDuration, formatUsd } from "@/lib/format";
import type { BudgetDrift } from "./schema";

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

function findReasonAgainst(reading: CounterReading): string | null {
  const { ledger, resetAt, now } = reading;
  if (ledger === null) {
    return "The period is not known, or older than the days that are kept, so there is no sum to compare with.";
  }
  if (ledger.missingDays > 0) {
    return `${ledger.missingDays} day(s) of the period were not read yet.`;
  }
  if (resetAt !== null && resetAt <= now) {
    return "LiteLLM is about to reset it: its job runs every ten minutes.";
  }
  return null;
}

function explainHigh(reading: CounterReading, differenceUsd: number): string {
  const readAt = reading.ledger?.readAt ?? null;
  const lagMs = readAt === null ? 0 : reading.counterReadAt.getTime() - readAt.getTime();
  if (lagMs > LATE_READING_MS) {
    return `The counter was read ${formatDuration(lagMs)} after the days, so newer calls are only in it.`;
  }
  return (
    `LiteLLM counts ${formatUsd(differenceUsd)} that no call explains. Its cached counter is known to run ahead ` +
    "of its spend records; calls may be refused too early. Restarting the cache or setting the spend in LiteLLM corrects it."
  );
}

function explainLow(reading: CounterReading, differenceUsd: number): string {
  const readAt = reading.ledger?.readAt ?? null;
  const lagMs = readAt === null ? 0 : readAt.getTime() - reading.counterReadAt.getTime();
  if (lagMs > LATE_READING_MS) {
    return `The days were read ${formatDuration(lagMs)} after the counter, so newer calls are only in them.`;
  }
  return (
    `${formatUsd(differenceUsd)} of this period's calls are not in LiteLLM's counter: it was set back by hand, ` +
    "the period was changed in the middle, or counts were lost in a restart. Calls may pass beyond the limit."
  );
}

/** LiteLLM's enforcement counter beside the sum of the calls it was made from. */
export function compareCounter(reading: CounterReading): BudgetDrift {
  const { counterUsd, ledger } = reading;
  const base = { counter_usd: counterUsd, ledger_usd: ledger?.sumUsd ?? null };
  const against = findReasonAgainst(reading);
  if (against !== null || ledger === null) {
    return { ...base, difference_usd: null, is_flagged: false, says: against };
  }
  const lowest = ledger.sumUsd - ledger.partialDayUsd;
  const nearest = Math.min(Math.max(counterUsd, lowest), ledger.sumUsd);
  const differenceUsd = counterUsd - nearest;
  const size = Math.abs(differenceUsd);
  const isFlagged = size > MIN_DRIFT_USD && size > MIN_DRIFT_SHARE * nearest;
  if (!isFlagged) return { ...base, difference_usd: differenceUsd, is_flagged: false, says: null };
  const says = differenceUsd > 0 ? explainHigh(reading, size) : explainLow(reading, size);
  return { ...base, difference_usd: differenceUsd, is_flagged: true, says };
}
