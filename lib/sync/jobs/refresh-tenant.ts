import type { SyncContext } from "../context";
import { findSnapshotTime } from "../readings/coverage-store";
import type { Job, Run, RunResult } from "../job";
import { runJob } from "../runs/run";
import { syncDirectory } from "./sync-directory";
import { syncMessages } from "./sync-messages";
import { syncRecentUsage } from "./sync-recent-usage";

/** Lists read this recently, by a refresh of another tenant for example, are not read again. */
const FRESH_ENOUGH_MS = 15_000;
const STEP = { trigger: "manual", whenBusy: "wait" } as const;

/** @throws the step's own failure */
function finishStep(run: Run, step: RunResult): void {
  if (step.outcome === "failed") throw step.failure;
  run.addChanged(step.rowsChanged);
  if (step.error !== null) run.notice(step.error);
}

async function isFresh(
  context: SyncContext,
  tenantId: string,
  kind: "directory" | "messages",
): Promise<boolean> {
  const readAt = await findSnapshotTime(context.db, tenantId, kind);
  return readAt !== null && context.now().getTime() - readAt.getTime() < FRESH_ENOUGH_MS;
}

/** What somebody asked for with "Refresh now": the lists, the tenant's recent usage, the messages. */
export const refreshTenant: Job = {
  name: "refresh-tenant",
  scope: "tenant",
  reads: "litellm",
  pollSeconds: 0.5,
  batchSize: 4,
  retries: 0,
  // Nobody holds back what a person waits for: where it could read, the others can.
  opensGate: true,
  async work(context, run) {
    const tenantId = run.scope;
    await run.setProgress(0, 3);
    if (!(await isFresh(context, "*", "directory"))) {
      finishStep(run, await runJob(context, syncDirectory, STEP));
    }
    await run.setProgress(1, 3);
    finishStep(run, await runJob(context, syncRecentUsage, { ...STEP, scope: tenantId }));
    await run.setProgress(2, 3);
    if (!(await isFresh(context, tenantId, "messages"))) {
      finishStep(run, await runJob(context, syncMessages, STEP));
    }
    await run.setProgress(3, 3);
  },
};
