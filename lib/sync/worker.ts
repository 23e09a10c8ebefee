import type PgBoss from "pg-boss";
import { toErrorMessage } from "@/lib/errors";
import { deliverAlerts } from "@/lib/alerts/deliver";
import { UpstreamError } from "@/lib/upstream/errors";
import type { SyncContext } from "./context";
import { createSyncContext, type SyncOptions } from "./create-context";
import { fanOut } from "./fan-out";
import { keepBudgets, keepSecretsSealed } from "./keep-budgets";
import {
  ANALYTICS_JOBS,
  JOB_NAMES,
  openQueue,
  payloadSchema,
  toJobInsert,
  type JobName,
} from "./queues";
import { reviveDeadRuns } from "./revive-runs";
import type { RunResult } from "./run";
import { runQueuedJob } from "./run-queued-job";
import { abandonRunsOf, markFailed, pruneRuns } from "./run-store";
import { scheduleAnalytics, scheduleSync } from "./schedule";
import { createUpstreamGate, type UpstreamGate } from "./upstream-gate";

const REVIVE_EVERY_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;
const SEAL_EVERY_MS = 600_000;
const LOOK_EVERY_MS = 30_000;
const DELIVER_EVERY_MS = 3_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_SECONDS = 2;
/** Where somebody waits, or where a thousand tenants go through. */
const BRISK_POLL_SECONDS: Partial<Record<JobName, number>> = {
  "refresh-tenant": 0.5,
  "refresh-accounts": 0.5,
  "sync-directory": 1,
  "sync-recent-usage": 0.5,
  "sync-usage-history": 0.5,
};
/** How many tenants of a queue are in work at once; the client bounds the requests over all of them. */
const BATCH_SIZES: Partial<Record<JobName, number>> = {
  "sync-recent-usage": 8,
  "sync-usage-history": 2,
  "refresh-tenant": 4,
  "refresh-accounts": 4,
};
/** Reads that a person waits for, or that tell whether the upstream is back, are always tried. */
const GATED_JOBS: ReadonlySet<JobName> = new Set<JobName>([
  "sync-recent-usage",
  "sync-usage-history",
]);

export interface WorkerOptions extends Omit<SyncOptions, "signal"> {
  databaseUrl: string;
  /** False: only what is queued by others. */
  isScheduling?: boolean;
}

export interface Worker {
  workerId: string;
  /** Ends the jobs in work or hands them back. */
  stop(): Promise<void>;
}

interface Desk {
  context: SyncContext;
  boss: PgBoss;
  gate: UpstreamGate;
}

/** A failure that asking again will not cure waits for the next schedule. */
function isWorthRetrying({ outcome, failure }: RunResult): boolean {
  if (outcome !== "failed") return false;
  return !(failure instanceof UpstreamError) || failure.isTransient;
}

async function failUnasked(desk: Desk, name: JobName, scope: string, why: string): Promise<void> {
  if (name !== "sync-recent-usage") return;
  const attemptedAt = desk.context.now();
  await markFailed(desk.context.db, { tenantIds: [scope], kind: "usage", attemptedAt }, why);
}

async function handleJob(desk: Desk, name: JobName, job: PgBoss.Job): Promise<void> {
  const { context, boss, gate } = desk;
  const { scope, trigger } = payloadSchema.parse(job.data);
  const isAskedFor = trigger === "manual";
  const why = GATED_JOBS.has(name) && !isAskedFor ? gate.findReason() : null;
  if (why !== null) {
    await failUnasked(desk, name, scope, why);
    return;
  }
  const result = await runQueuedJob(context, name, { scope, trigger, queueJobId: job.id });
  const { outcome, error, rowsChanged } = result;
  context.logger.info({ job: name, scope, outcome, rowsChanged, error }, "run ended");
  if (!ANALYTICS_JOBS.has(name)) gate.note(result);
  const isRead = outcome === "ok" || outcome === "partial";
  // A refresh that somebody asked for is not held back: where it could read, the others can.
  if (isRead && (name === "sync-directory" || name === "refresh-tenant")) gate.open();
  if (isRead && name === "sync-directory") await fanOut(context, boss, trigger);
  if (isRead && name === "sync-accounts") {
    await boss.insert([toJobInsert("sync-account-activity", { scope: "*", trigger })]);
  }
  if (isRead && name === "sync-leaderboard") {
    await boss.insert([toJobInsert("sync-leaderboard-people", { scope: "*", trigger })]);
  }
  const isHandedBack = outcome === "lost" && context.signal.aborted;
  if (isHandedBack || isWorthRetrying(result)) {
    await boss.fail(name, job.id, { message: error ?? "The worker stopped" });
  }
}

/** Jobs of a batch succeed and fail one by one, which pg-boss leaves to its handler. */
async function handleBatch(desk: Desk, name: JobName, jobs: PgBoss.Job[]): Promise<void> {
  await Promise.all(
    jobs.map(async (job) => {
      try {
        await handleJob(desk, name, job);
      } catch (error) {
        const message = toErrorMessage(error);
        desk.context.logger.error({ job: name, error: message }, "a job could not be recorded");
        await desk.boss.fail(name, job.id, { message });
      }
    }),
  );
}

/** Calls `work` now and then; a failure is logged and the next call comes as usual. */
function repeat(context: SyncContext, everyMs: number, what: string, work: () => Promise<unknown>) {
  let isBusy = false;
  const tick = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (error) {
      context.logger.warn({ error: toErrorMessage(error) }, `could not ${what}`);
    } finally {
      isBusy = false;
    }
  };
  void tick();
  const timer = setInterval(() => void tick(), everyMs);
  return () => {
    clearInterval(timer);
  };
}

function startChores({ context }: Desk): () => void {
  const stops = [
    repeat(context, REVIVE_EVERY_MS, "look for dead runs", async () => {
      const dead = await reviveDeadRuns(context.db);
      for (const run of dead) context.logger.warn({ run }, "took up a dead run");
    }),
    repeat(context, LOOK_EVERY_MS, "look for alerts", () => keepBudgets(context.logger)),
    repeat(context, DELIVER_EVERY_MS, "send alerts", () => deliverAlerts()),
    repeat(context, SEAL_EVERY_MS, "encrypt secrets", () => keepSecretsSealed(context.logger)),
    repeat(context, PRUNE_EVERY_MS, "remove old runs", () => pruneRuns(context.db)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Starts working off the queue, alone or beside any number of other workers on the same database.
 * The caller keeps the database open until `stop` has ended.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const stopping = new AbortController();
  const context = createSyncContext({ ...options, signal: stopping.signal });
  const boss = await openQueue(context.db, options.databaseUrl, stopping.signal);
  const desk = { context, boss, gate: createUpstreamGate() };
  const stopChores = startChores(desk);
  for (const name of JOB_NAMES) {
    const pollingIntervalSeconds = BRISK_POLL_SECONDS[name] ?? POLL_SECONDS;
    const work = { pollingIntervalSeconds, batchSize: BATCH_SIZES[name] ?? 1 };
    await boss.work<object>(name, work, (jobs) => handleBatch(desk, name, jobs));
  }
  if (options.isScheduling ?? true) {
    const { SYNC_INTERVAL_MINUTES, SYNC_ACCOUNTS_MINUTES } = context.settings;
    await scheduleSync(boss, SYNC_INTERVAL_MINUTES, SYNC_ACCOUNTS_MINUTES);
    if (context.analytics) {
      await scheduleAnalytics(boss, context.settings.ANALYTICS_INTERVAL_MINUTES);
    }
  }
  return {
    workerId: context.workerId,
    stop: async () => {
      stopping.abort();
      stopChores();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
      await abandonRunsOf(context.db, context.workerId);
      context.heartbeat.stop();
    },
  };
}
