import { listDays, toIsoDay, type DayRange } from "@/lib/time";
import type { SyncContext } from "../context";
import { listCover, listTenantsWithOpenDays } from "../readings/coverage-store";
import type { Job } from "../job";
import { findHistoryRange, isDayDone, planWindows } from "../readings/plan-windows";
import { readWindows } from "../runs/run";
import { syncDirectory } from "./sync-directory";
import { readUsageWindow } from "./sync-recent-usage";

const HISTORY_WINDOW_DAYS = 30;

async function planHistory(context: SyncContext, tenantId: string): Promise<DayRange[]> {
  const { SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS } = context.settings;
  const now = context.now();
  const range = findHistoryRange(toIsoDay(now), SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS);
  if (!range) return [];
  const cover = (await listCover(context.db, [tenantId], "usage", range)).get(tenantId);
  const openDays = listDays(range).filter((day) => {
    const covered = cover?.get(day);
    return !covered || !isDayDone(covered, SYNC_RECENT_DAYS, now);
  });
  return planWindows(openDays, HISTORY_WINDOW_DAYS);
}

/**
 * Reads what is missing of a tenant's earlier days, newest first, a window at a time. It can end after any
 * window and goes on from there in its next run; days that were last read before they were final, as after
 * an outage, are read again.
 */
export const syncUsageHistory: Job = {
  name: "sync-usage-history",
  scope: "tenant",
  reads: "litellm",
  follows: syncDirectory,
  async listDueScopes({ db, now, settings: { SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS } }) {
    const range = findHistoryRange(toIsoDay(now()), SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS);
    if (!range) return [];
    return listTenantsWithOpenDays(db, "usage", range, SYNC_RECENT_DAYS, now());
  },
  hasWork: async (context, tenantId) => (await planHistory(context, tenantId)).length > 0,
  pollSeconds: 0.5,
  batchSize: 2,
  isGated: true,
  async work(context, run) {
    const windows = await planHistory(context, run.scope);
    await readWindows(run, windows, (window) =>
      readUsageWindow(context, run, run.scope, window, false),
    );
  },
};
