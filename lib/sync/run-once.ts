import pLimit from "p-limit";
import { createSyncContext, type SyncContext, type SyncOptions } from "./context";
import { listStoredTenants } from "./readings/coverage-store";
import { UPSTREAMS, type Job, type RunResult } from "./job";
import { JOBS } from "./jobs";
import { runJob } from "./runs/run";

export interface OnceResult {
  outcome: "ok" | "partial" | "failed";
  rowsChanged: number;
  /** Words for a person, each once. */
  errors: readonly string[];
}

/** Tenants in work at once; the client bounds the requests, the pool the transactions. */
const TENANTS_AT_ONCE = 4;

function summarize(results: readonly RunResult[]): OnceResult {
  const has = (outcome: RunResult["outcome"]) => results.some((run) => run.outcome === outcome);
  const errors = results.flatMap((run) => (run.error === null ? [] : [run.error]));
  return {
    outcome: has("failed") || has("lost") ? "failed" : has("partial") ? "partial" : "ok",
    rowsChanged: results.reduce((sum, run) => sum + run.rowsChanged, 0),
    errors: [...new Set(errors)],
  };
}

async function runForAll(context: SyncContext, job: Job): Promise<RunResult[]> {
  if (job.scope === "all") return [await runJob(context, job, { trigger: "once" })];
  const tenants = await listStoredTenants(context.db);
  const limit = pLimit(Math.min(TENANTS_AT_ONCE, context.settings.LITELLM_CONCURRENCY));
  const listed = tenants.filter((tenant) => tenant.removedAt === null);
  return Promise.all(
    listed.map(({ tenantId: scope }) =>
      limit(() => runJob(context, job, { trigger: "once", scope })),
    ),
  );
}

/** What nobody has to ask for, one job after another. An upstream whose lists fail is left at that. */
async function readUpstream(
  context: SyncContext,
  upstream: (typeof UPSTREAMS)[number],
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const job of JOBS.filter(({ reads }) => reads === upstream)) {
    if (!job.everyMinutes && !job.follows) continue;
    const runs = await runForAll(context, job);
    results.push(...runs);
    if (job.opensGate && runs.some((run) => run.outcome === "failed")) break;
  }
  return results;
}

/**
 * Reads everything once, here and now, without the queue: lists, prices, recent days, history, messages.
 * A failure is in the result; what could be read is stored nevertheless.
 */
export async function runOnce(options: SyncOptions): Promise<OnceResult> {
  const context = createSyncContext(options);
  try {
    const results = await Promise.all(UPSTREAMS.map((name) => readUpstream(context, name)));
    return summarize(results.flat());
  } finally {
    context.heartbeat.stop();
  }
}
