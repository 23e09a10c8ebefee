import { MS_PER_DAY, toIsoDay, type DayRange } from "@/lib/time";
import { applyUsage } from "../usage/apply-usage";
import type { SyncContext } from "../context";
import { listStoredTenants } from "../readings/coverage-store";
import type { Job, Run } from "../job";
import { toRecentRange } from "../readings/plan-windows";
import { markRead } from "../runs/run-store";
import { listUsageWords } from "../words";
import { syncDirectory } from "./sync-directory";

/** One whole read of a window and one transaction for it. */
export async function readUsageWindow(
  context: SyncContext,
  run: Run,
  tenantId: string,
  range: DayRange,
  isFreshness: boolean,
): Promise<void> {
  const read = await context.client.readTenantDailyUsage(tenantId, range, { signal: run.signal });
  run.addReport(read.report);
  const { confirmAfterMs } = context;
  const teamsMove = context.settings.TENANT_ENTITY === "organization";
  const window = { tenantId, range, read, runId: run.id, confirmAfterMs, teamsMove };
  const applied = await run.write(async (tx) => {
    const done = await applyUsage(tx, window);
    if (isFreshness) await markRead(tx, [tenantId], "usage", read.readAt);
    return done;
  });
  run.addChanged(applied.rowsChanged);
  for (const words of listUsageWords(applied)) run.notice(words);
}

/** Reads a tenant's last SYNC_RECENT_DAYS UTC days, to which the upstream may still add. */
export const syncRecentUsage: Job = {
  name: "sync-recent-usage",
  scope: "tenant",
  reads: "litellm",
  follows: syncDirectory,
  async listDueScopes({ db, now, settings }) {
    const tenants = await listStoredTenants(db);
    // A tenant that was just removed may still have late rows.
    const since = now().getTime() - settings.SYNC_RECENT_DAYS * MS_PER_DAY;
    return tenants
      .filter(({ removedAt }) => removedAt === null || removedAt.getTime() > since)
      .map((tenant) => tenant.tenantId);
  },
  pollSeconds: 0.5,
  batchSize: 8,
  isGated: true,
  marks: [{ kind: "usage" }],
  work(context, run) {
    const range = toRecentRange(toIsoDay(context.now()), context.settings.SYNC_RECENT_DAYS);
    return readUsageWindow(context, run, run.scope, range, true);
  },
};
