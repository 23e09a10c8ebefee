import pLimit from "p-limit";
import { createSyncContext, type SyncOptions } from "./create-context";
import type { SyncContext } from "./context";
import { listStoredTenants } from "./coverage-store";
import { syncAccountActivity } from "./jobs/sync-account-activity";
import { syncAccounts } from "./jobs/sync-accounts";
import { syncDirectory } from "./jobs/sync-directory";
import { syncInsights } from "./jobs/sync-insights";
import { syncLeaderboard } from "./jobs/sync-leaderboard";
import { syncLeaderboardPeople } from "./jobs/sync-leaderboard-people";
import { syncMessageHistory } from "./jobs/sync-message-history";
import { syncMessages } from "./jobs/sync-messages";
import { syncPrices } from "./jobs/sync-prices";
import { syncRecentUsage } from "./jobs/sync-recent-usage";
import { syncUsageHistory } from "./jobs/sync-usage-history";
import type { RunResult } from "./run";

export type SyncStep =
  "accounts" | "directory" | "prices" | "recent usage" | "history" | "messages" | "analytics";

export interface SyncProgress {
  step: SyncStep;
  /** Tenants or reads. */
  done: number;
  total: number;
}

export interface RunOnceOptions extends SyncOptions {
  onProgress?: (progress: SyncProgress) => void;
}

export interface OnceResult {
  outcome: "ok" | "partial" | "failed";
  rowsChanged: number;
  /** Words for a person, each once. */
  errors: readonly string[];
}

/** Tenants in work at once; the client bounds the requests, the pool the transactions. */
const TENANTS_AT_ONCE = 4;
const TRIGGER = { trigger: "once" } as const;

function summarize(results: readonly RunResult[]): OnceResult {
  const has = (outcome: RunResult["outcome"]) => results.some((run) => run.outcome === outcome);
  const errors = results.flatMap((run) => (run.error === null ? [] : [run.error]));
  return {
    outcome: has("failed") || has("lost") ? "failed" : has("partial") ? "partial" : "ok",
    rowsChanged: results.reduce((sum, run) => sum + run.rowsChanged, 0),
    errors: [...new Set(errors)],
  };
}

async function forEachTenant(
  context: SyncContext,
  step: SyncStep,
  report: (progress: SyncProgress) => void,
  sync: (tenantId: string) => Promise<RunResult>,
): Promise<RunResult[]> {
  const tenants = await listStoredTenants(context.db);
  const limit = pLimit(Math.min(TENANTS_AT_ONCE, context.settings.LITELLM_CONCURRENCY));
  const listed = tenants.filter((tenant) => tenant.removedAt === null);
  let done = 0;
  report({ step, done, total: listed.length });
  return Promise.all(
    listed.map(({ tenantId }) =>
      limit(async () => {
        const result = await sync(tenantId);
        done += 1;
        report({ step, done, total: listed.length });
        return result;
      }),
    ),
  );
}

async function runAll(
  context: SyncContext,
  report: (progress: SyncProgress) => void,
): Promise<RunResult[]> {
  report({ step: "directory", done: 0, total: 1 });
  const directory = await syncDirectory(context, TRIGGER);
  report({ step: "directory", done: 1, total: 1 });
  if (directory.outcome === "failed") return [directory];
  report({ step: "accounts", done: 0, total: 2 });
  const accounts = await syncAccounts(context, TRIGGER);
  report({ step: "accounts", done: 1, total: 2 });
  const activity = await syncAccountActivity(context, TRIGGER);
  report({ step: "accounts", done: 2, total: 2 });
  const prices = await syncPrices(context, TRIGGER);
  report({ step: "prices", done: 1, total: 1 });
  const recent = await forEachTenant(context, "recent usage", report, (scope) =>
    syncRecentUsage(context, { ...TRIGGER, scope }),
  );
  const history = await forEachTenant(context, "history", report, (scope) =>
    syncUsageHistory(context, { ...TRIGGER, scope }),
  );
  report({ step: "messages", done: 0, total: 2 });
  const messages = await syncMessages(context, TRIGGER);
  report({ step: "messages", done: 1, total: 2 });
  const earlier = await syncMessageHistory(context, TRIGGER);
  report({ step: "messages", done: 2, total: 2 });
  return [directory, accounts, activity, prices, ...recent, ...history, messages, earlier];
}

/** The leaderboard comes first: it knows people's addresses, which the others do not always have. */
async function runAnalytics(
  context: SyncContext,
  report: (progress: SyncProgress) => void,
): Promise<RunResult[]> {
  if (!context.analytics) return [];
  report({ step: "analytics", done: 0, total: 3 });
  const leaderboard = await syncLeaderboard(context, TRIGGER);
  report({ step: "analytics", done: 1, total: 3 });
  const people = await syncLeaderboardPeople(context, TRIGGER);
  report({ step: "analytics", done: 2, total: 3 });
  const insights = await syncInsights(context, TRIGGER);
  report({ step: "analytics", done: 3, total: 3 });
  return [leaderboard, people, insights];
}

/**
 * Reads everything once, here and now, without the queue: lists, prices, recent days, history, messages.
 * A failure is in the result; what could be read is stored nevertheless.
 */
export async function runOnce(options: RunOnceOptions): Promise<OnceResult> {
  const context = createSyncContext(options);
  try {
    const report = options.onProgress ?? (() => undefined);
    const [litellm, analytics] = await Promise.all([
      runAll(context, report),
      runAnalytics(context, report),
    ]);
    return summarize([...litellm, ...analytics]);
  } finally {
    context.heartbeat.stop();
  }
}
