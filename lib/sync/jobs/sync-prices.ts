import type { SyncContext } from "../context";
import { diffPrices } from "../diff-prices";
import { addPrices, listNewestPrices, touchPrices } from "../price-store";
import { markRead } from "../run-store";
import { runJob, type RunRequest, type RunResult } from "../run";

/** Reads what the upstream charges for each model. A price that changed becomes a new row. */
export function syncPrices(
  context: SyncContext,
  request: Omit<RunRequest, "job" | "scope">,
): Promise<RunResult> {
  const marks = { tenantIds: ["*"], kind: "prices" as const };
  return runJob(context, { ...request, job: "sync-prices", scope: "*", marks }, async (run) => {
    const read = await context.client.listModelPrices({ signal: run.signal });
    run.addReport(read.report);
    const added = await run.write(async (tx) => {
      const changed = diffPrices(await listNewestPrices(tx), read.records);
      const count = await addPrices(tx, changed, read.readAt);
      await touchPrices(tx, read.records, read.readAt);
      await markRead(tx, ["*"], "prices", read.readAt);
      return count;
    });
    run.addChanged(added);
  });
}
