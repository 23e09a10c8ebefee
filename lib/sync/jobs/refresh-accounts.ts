import { AppError } from "@/lib/errors";
import { readStoredAccounts } from "../account-store";
import { applySingleReads } from "../apply-accounts";
import type { SyncContext } from "../context";
import { listExpectedAccounts, readAccountsSingly, toIdentityRules } from "../read-accounts";
import { markRead } from "../run-store";
import { runJob, type RunRequest, type RunResult } from "../run";

/** What a person asked for with "Refresh now": the accounts of one person, read by themselves. */
export function refreshAccounts(
  context: SyncContext,
  request: Omit<RunRequest, "job">,
): Promise<RunResult> {
  const personId = request.scope;
  return runJob(context, { ...request, job: "refresh-accounts" }, async (run) => {
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
    if (first) run.notice(`${reads.failed.length} of ${keys.size} account(s) could not be read`);
  });
}
