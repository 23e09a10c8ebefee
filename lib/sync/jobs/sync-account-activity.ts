import { addDays, toIsoDay, type DayRange } from "@/lib/time";
import { listWatchedAccounts, replaceActivity } from "../accounts/activity-store";
import type { SyncContext } from "../context";
import type { AccountKey } from "../accounts/diff-accounts";
import type { Job, Run } from "../job";
import { toUnaskableWords } from "../words";
import { syncAccounts } from "./sync-accounts";

/** How far back a person's own days are read the first time. */
const HISTORY_DAYS = 92;

async function readInto(
  context: SyncContext,
  run: Run,
  accounts: readonly AccountKey[],
  range: DayRange,
): Promise<void> {
  if (accounts.length === 0) return;
  const ids = accounts.map((account) => account.customerId);
  const read = await context.client.readCustomerActivity(ids, range, { signal: run.signal });
  run.addReport(read.report);
  if (read.unaskableIds.length > 0) run.notice(toUnaskableWords(read.unaskableIds));
  run.addChanged(await run.write((tx) => replaceActivity(tx, accounts, read.records, range)));
}

/**
 * Reads by day, model and agent what those spent who have a portal account: the list of customers has
 * their counters only. Releases without that route leave the history to the counters.
 */
export const syncAccountActivity: Job = {
  name: "sync-account-activity",
  scope: "all",
  reads: "litellm",
  follows: syncAccounts,
  async work(context, run) {
    const accounts = await listWatchedAccounts(context.db);
    const today = toIsoDay(context.now());
    const known = accounts.filter((account) => account.hasActivity);
    const unknown = accounts.filter((account) => !account.hasActivity);
    const days = Math.min(HISTORY_DAYS, context.settings.SYNC_HISTORY_DAYS);
    await readInto(context, run, unknown, { from: addDays(today, 1 - days), to: today });
    const recent = addDays(today, 1 - context.settings.SYNC_RECENT_DAYS);
    await readInto(context, run, known, { from: recent, to: today });
  },
};
