import type { Snapshot } from "@/lib/http/snapshot-headers";
import { addDays, countDays, toIsoDay, type DayRange } from "@/lib/time";

/** What is known of the days of a range that were read; counts of days and rows, times of the upstream's clock. */
export interface RangeReading {
  version: string;
  coveredDays: number;
  rejectedRows: number;
  /** Days whose latest reading showed less than is stored and is not taken over yet. */
  heldDays: number;
  /** The newest reading of any day of the range. */
  coveredUntil: Date | null;
  lastOkAt: Date | null;
  lastError: string | null;
}

export interface FreshnessRules {
  now: Date;
  /** Days that the upstream may still add to, counted back from today. */
  recentDays: number;
  /** Days before this one are not read at all. */
  historyDays: number;
  staleAfterMs: number;
}

function toPartialReasons(range: DayRange, reading: RangeReading, rules: FreshnessRules): string[] {
  const reasons: string[] = [];
  const firstKeptDay = addDays(toIsoDay(rules.now), -rules.historyDays);
  const missing = countDays(range) - reading.coveredDays;
  if (missing > 0) {
    const days = missing === 1 ? "1 day is" : `${missing} days are`;
    reasons.push(
      range.from < firstKeptDay
        ? `${days} missing: figures before ${firstKeptDay} are not read`
        : `${days} not read yet`,
    );
  }
  if (reading.rejectedRows > 0) {
    reasons.push(`${reading.rejectedRows} row(s) from LiteLLM made no sense and were left out`);
  }
  if (reading.heldDays > 0) {
    reasons.push(
      `LiteLLM now reports less for ${reading.heldDays} day(s); the earlier figures are kept until that is confirmed`,
    );
  }
  return reasons;
}

function toStaleReason(range: DayRange, reading: RangeReading, rules: FreshnessRules) {
  const firstOpenDay = addDays(toIsoDay(rules.now), 1 - rules.recentDays);
  if (range.to < firstOpenDay || reading.lastOkAt === null) return null;
  if (rules.now.getTime() - reading.lastOkAt.getTime() <= rules.staleAfterMs) return null;
  return reading.lastError
    ? `The last attempt to read LiteLLM failed: ${reading.lastError}`
    : "LiteLLM has not been read for a while: the worker may not be running";
}

/** Empty: nothing read. Partial: a part is missing. Stale: the newest days are older than they should be. */
export function toSnapshot(
  range: DayRange,
  reading: RangeReading,
  rules: FreshnessRules,
): Snapshot {
  const base = { asOf: reading.coveredUntil, version: reading.version };
  if (reading.coveredDays === 0) {
    const reason = reading.lastError
      ? `Nothing could be read yet: ${reading.lastError}`
      : "Nothing was read for this period yet";
    return { ...base, state: "empty", reason };
  }
  const partial = toPartialReasons(range, reading, rules);
  const stale = toStaleReason(range, reading, rules);
  const reasons = stale ? [...partial, stale] : partial;
  const state = partial.length > 0 ? "partial" : stale ? "stale" : "fresh";
  return { ...base, state, reason: reasons.length > 0 ? `${reasons.join(". ")}.` : null };
}
