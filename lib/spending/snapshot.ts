import "server-only";
import { getSettings } from "@/lib/env";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import type { AccountsReading } from "./store";

const MIN_STALE_AFTER_MS = 15 * 60_000;
const MS_PER_MINUTE = 60_000;

/** Three readings missed, at least a quarter of an hour. */
export function toStaleAfterMs(everyMinutes: number): number {
  return Math.max(3 * everyMinutes * MS_PER_MINUTE, MIN_STALE_AFTER_MS);
}

/**
 * How old figures of accounts are.
 * @param asOf the oldest reading among those shown
 * @param failed how many of them could not be read
 */
export function toAccountsSnapshot(
  reading: AccountsReading,
  asOf: Date | null,
  failed: number,
  now = new Date(),
): Snapshot {
  const base = { asOf, version: reading.version };
  const why = reading.lastError
    ? `The last attempt to read LiteLLM failed: ${reading.lastError}`
    : "LiteLLM has not been read for a while: the worker may not be running.";
  if (asOf === null) {
    const reason = reading.lastError ? why : "Nothing was read from LiteLLM yet.";
    return { ...base, state: "empty", reason };
  }
  const isStale =
    now.getTime() - asOf.getTime() > toStaleAfterMs(getSettings().SYNC_ACCOUNTS_MINUTES);
  if (failed > 0) {
    const words = `${failed} account(s) could not be read; their last figures are kept.`;
    return { ...base, state: "partial", reason: isStale ? `${words} ${why}` : words };
  }
  return isStale
    ? { ...base, state: "stale", reason: why }
    : { ...base, state: "fresh", reason: null };
}
