import { addDays, countDays, toIsoDay, type DayRange } from "@/lib/time";
import { toFirstOpenDay, type FreshnessRules } from "./rules";
import type { Snapshot } from "./schema";
import { freshnessWords } from "./words";

/** What is known of the days of a range that were read; counts of days and rows, times of the upstream's clock. */
export interface RangeReading {
  version: string;
  coveredDays: number;
  rejectedRows: number;
  /** Days whose latest reading showed less than is stored and is not taken over yet. */
  heldDays: number;
  /** When the oldest figure that may still change was read; of a range that is over, its newest reading. */
  coveredUntil: Date | null;
  lastOkAt: Date | null;
  lastError: string | null;
}

function toPartialReasons(range: DayRange, reading: RangeReading, rules: FreshnessRules): string[] {
  const firstKeptDay = addDays(toIsoDay(rules.now), -rules.historyDays);
  const missing = countDays(range) - reading.coveredDays;
  const daysMissing = () =>
    range.from < firstKeptDay
      ? freshnessWords.daysBeforeHistory(missing, firstKeptDay)
      : freshnessWords.daysNotRead(missing);
  return [
    ...(missing > 0 ? [daysMissing()] : []),
    ...(reading.rejectedRows > 0 ? [freshnessWords.rowsLeftOut(reading.rejectedRows)] : []),
    ...(reading.heldDays > 0 ? [freshnessWords.daysHeld(reading.heldDays)] : []),
  ];
}

function toStaleReason(range: DayRange, reading: RangeReading, rules: FreshnessRules) {
  if (range.to < toFirstOpenDay(rules) || reading.lastOkAt === null) return null;
  if (rules.now.getTime() - reading.lastOkAt.getTime() <= rules.staleAfterMs) return null;
  return reading.lastError === null
    ? freshnessWords.notReadForAWhile("LiteLLM")
    : freshnessWords.lastReadFailed("LiteLLM");
}

/** How old a tenant's days are. */
export function toRangeSnapshot(
  range: DayRange,
  reading: RangeReading,
  rules: FreshnessRules,
): Snapshot {
  const base = { asOf: reading.coveredUntil, version: reading.version };
  if (reading.coveredDays === 0) {
    const reason = freshnessWords.nothingReadForPeriod();
    return { ...base, state: "empty", reason, cause: reading.lastError };
  }
  const partial = toPartialReasons(range, reading, rules);
  const stale = toStaleReason(range, reading, rules);
  const reasons = stale === null ? partial : [...partial, stale];
  if (reasons.length === 0) return { ...base, state: "fresh", reason: null, cause: null };
  return {
    ...base,
    state: partial.length > 0 ? "partial" : "stale",
    reason: reasons.join(" "),
    cause: stale === null ? null : reading.lastError,
  };
}
