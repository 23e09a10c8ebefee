import { AppError } from "@/lib/errors";
import { readStoredAccounts } from "../accounts/account-store";
import { applySingleReads } from "../accounts/apply-accounts";
import type { Job } from "../job";
import { listSingleAccounts, readAccountsSingly, toIdentityRules } from "../accounts/read-accounts";
import { markRead } from "../runs/run-store";
import { toUnreadAccountsWords } from "../words";

/** What a person asked for with "Refresh now": the accounts of one person, read by themselves. */
export const refreshAccounts: Job = {
  name: "refresh-accounts",
  scope: "person",
  reads: "litellm",
  pollSeconds: 0.5,
  batchSize: 4,
  retries: 0,
  async work(context, run) {
    const personId = run.scope;
    const readAt = context.now();
    const stored = await readStoredAccounts(context.db, [personId]);
    const rules = toIdentityRules(context.settings);
    const accounts = listSingleAccounts([personId], stored, rules);
    const reads = await readAccountsSingly(context, accounts, {
      signal: run.signal,
      onProgress: run.reportProgress,
    });
    run.addReport(reads.report);
    run.addChanged(
      await run.write(async (tx) => {
        const count = await applySingleReads(tx, context, reads, [personId], readAt);
        // Not a reading of the whole, but what is shown has changed.
        await markRead(tx, ["touched"], "accounts", readAt);
        return count;
      }),
    );
    const [first] = reads.failed;
    if (first && reads.failed.length === accounts.length) {
      throw new AppError("upstream_failed", first.error);
    }
    if (first) run.notice(toUnreadAccountsWords(reads.failed.length, accounts.length));
  },
};
