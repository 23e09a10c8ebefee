import "server-only";
import { getSettings } from "@/lib/env";
import { toReadingSnapshot } from "./reading-snapshot";
import { toFreshnessRules, toStaleAfterMs } from "./rules";
import type { Snapshot } from "./schema";
import { findAccountsReading, findReading, type AccountsReading } from "./store";

/** How old limits and counters of budgets are, which come with LiteLLM's directory. */
export async function getDirectorySnapshot(version: string): Promise<Snapshot> {
  const reading = await findReading("directory");
  const { now, staleAfterMs } = toFreshnessRules(new Date());
  return toReadingSnapshot(
    { asOf: reading?.last_ok_at ?? null, lastError: reading?.last_error ?? null, version },
    { source: "LiteLLM", now, staleAfterMs },
  );
}

export function getAccountsReading(): Promise<AccountsReading> {
  return findAccountsReading();
}

/**
 * How old figures of accounts are.
 * @param asOf the oldest reading among those shown
 * @param failedAccounts how many of them could not be read
 */
export function toAccountsSnapshot(
  { version, lastError }: AccountsReading,
  asOf: Date | null,
  failedAccounts: number,
  now = new Date(),
): Snapshot {
  const staleAfterMs = toStaleAfterMs(getSettings().SYNC_ACCOUNTS_MINUTES);
  return toReadingSnapshot(
    { asOf, version, lastError },
    { source: "LiteLLM", now, staleAfterMs, failedAccounts },
  );
}

/** How old what was read of the analytics API is. A failed reading makes it stale at once. */
export async function getAnalyticsSnapshot(kind: "leaderboard" | "insights"): Promise<Snapshot> {
  const reading = await findReading(kind);
  const asOf = reading?.last_ok_at ?? null;
  const lastError = reading?.last_error ?? null;
  const everyMs = toStaleAfterMs(getSettings().ANALYTICS_INTERVAL_MINUTES);
  return toReadingSnapshot(
    { asOf, lastError, version: `${kind.charAt(0)}${asOf?.getTime() ?? 0}` },
    {
      source: "the analytics API",
      now: new Date(),
      staleAfterMs: lastError === null ? everyMs : -1,
    },
  );
}
