import type { Snapshot } from "./schema";
import { freshnessWords, type Source } from "./words";

/** What is known of a reading that is whole or fails as one. */
export interface Reading {
  /** The oldest figure that it gave; null before the first. */
  asOf: Date | null;
  version: string;
  lastError: string | null;
}

interface ReadingRules {
  source: Source;
  now: Date;
  staleAfterMs: number;
  /** How many accounts of those shown could not be read. */
  failedAccounts?: number;
}

/** How old what one reading gave is. */
export function toReadingSnapshot(reading: Reading, rules: ReadingRules): Snapshot {
  const { asOf, version, lastError: cause } = reading;
  const { source, failedAccounts = 0 } = rules;
  if (asOf === null) {
    const reason = freshnessWords.nothingRead(source);
    return { asOf, version, state: "empty", reason, cause };
  }
  const late =
    rules.now.getTime() - asOf.getTime() <= rules.staleAfterMs
      ? null
      : cause === null
        ? freshnessWords.notReadForAWhile(source)
        : freshnessWords.lastReadFailed(source);
  if (failedAccounts > 0) {
    const missing = freshnessWords.accountsNotRead(failedAccounts);
    const reason = late === null ? missing : `${missing} ${late}`;
    return { asOf, version, state: "partial", reason, cause };
  }
  return late === null
    ? { asOf, version, state: "fresh", reason: null, cause: null }
    : { asOf, version, state: "stale", reason: late, cause };
}
