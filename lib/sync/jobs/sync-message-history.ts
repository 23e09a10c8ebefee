import { toIsoDay, type DayRange } from "@/lib/time";
import type { SyncContext } from "../context";
import { listOpenDays } from "../readings/coverage-store";
import type { Job } from "../job";
import { findHistoryRange, planWindows } from "../readings/plan-windows";
import { listDaysWithUsage } from "../usage/usage-store";
import { readWindows } from "../runs/run";
import { syncDirectory } from "./sync-directory";
import { readMessageWindow } from "./sync-messages";

/** Shorter than for usage: one read has all tenants. */
const MESSAGE_WINDOW_DAYS = 15;

/**
 * The windows whose messages are missing for some tenant. Days whose usage is not read yet wait: only the
 * usage tells in which tenant a key was then, and how many calls it made.
 */
async function planMessageHistory(context: SyncContext): Promise<DayRange[]> {
  const { SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS } = context.settings;
  const now = context.now();
  const range = findHistoryRange(toIsoDay(now), SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS);
  if (!range) return [];
  const open = await listOpenDays(context.db, "messages", range, SYNC_RECENT_DAYS, now);
  const ready = new Set(await listDaysWithUsage(context.db, range));
  const openDays = open.filter((day) => ready.has(day));
  return planWindows(openDays, MESSAGE_WINDOW_DAYS);
}

/** Reads the messages of earlier days that some tenant lacks, newest first; see `syncUsageHistory`. */
export const syncMessageHistory: Job = {
  name: "sync-message-history",
  scope: "all",
  reads: "litellm",
  follows: syncDirectory,
  listDueScopes: async (context) => ((await planMessageHistory(context)).length > 0 ? ["*"] : []),
  async work(context, run) {
    const windows = await planMessageHistory(context);
    await readWindows(run, windows, (window) => readMessageWindow(context, run, window, false));
  },
};
