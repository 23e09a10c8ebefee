import { AppError } from "@/lib/errors";
import { readStoredAccounts } from "../accounts/account-store";
import { applySingleReads } from "../accounts/apply-accounts";
import type { Job } from "../job";
import {
  listExpectedAccounts,
  readAccountsSingly,
  toIdentityRules,
} from "../accounts/read-accounts";
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
    const expected = listExpectedAccounts([personId], toIdentityRules(context.settings));
    const stored = await readStoredAccounts(context.db, [personId]);
    const keys = new Map([...expected, ...stored].map((account) => [account.customerId, account]));
    const reads = await readAccountsSingly(context, [...keys.values()], {
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
    if (first && reads.failed.length === keys.size) {
      throw new AppError("upstream_failed", first.error);
    }
    if (first) run.notice(toUnreadAccountsWords(reads.failed.length, keys.size));
  },
};
