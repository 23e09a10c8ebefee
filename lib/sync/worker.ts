import type PgBoss from "pg-boss";
import { toErrorMessage } from "@/lib/errors";
import { isRightsError, UpstreamError } from "@/lib/upstream/errors";
import { startChores } from "./chores";
import { createSyncContext, type SyncContext, type SyncOptions } from "./context";
import { type Job, type RunResult, type RunTrigger, UPSTREAMS } from "./job";
import { JOBS } from "./jobs";
import { openQueue, payloadSchema, toJobInsert } from "./queue";
import { markHeldBack, runJob } from "./runs/run";
import { abandonRuns } from "./runs/run-store";

const FAILURES_TO_CLOSE = 3;

/**
 * Spares an upstream that is down or refuses our key: after some failures in a row, reads of single tenants
 * fail without a request until the lists could be read again.
 */
interface UpstreamGate {
  /** Why nothing is asked now; null when all is well. */
  findReason(): string | null;
  note(result: RunResult): void;
  open(): void;
}

function createUpstreamGate(): UpstreamGate {
  let failuresInARow = 0;
  let reason: string | null = null;
  return {
    findReason: () => reason,
    note: ({ outcome, failure }) => {
      if (outcome === "ok" || outcome === "partial") failuresInARow = 0;
      if (!(failure instanceof UpstreamError)) return;
      failuresInARow += 1;
      if (isRightsError(failure) || failuresInARow >= FAILURES_TO_CLOSE) reason = failure.message;
    },
    open: () => {
      failuresInARow = 0;
      reason = null;
    },
  };
}

const STOP_TIMEOUT_MS = 20_000;
const POLL_SECONDS = 2;

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
  gates: ReadonlyMap<Job["reads"], UpstreamGate>;
}

/** A failure that asking again will not cure waits for the next schedule. */
function isWorthRetrying({ outcome, failure }: RunResult): boolean {
  if (outcome !== "failed") return false;
  return !(failure instanceof UpstreamError) || failure.isTransient;
}

/** Queues what follows from a job that could be read. */
async function queueFollowers(
  { context, boss }: Desk,
  job: Job,
  trigger: RunTrigger,
): Promise<void> {
  const inserts: PgBoss.JobInsert[] = [];
  for (const { name, follows, listDueScopes } of JOBS) {
    if (follows !== job) continue;
    const scopes = listDueScopes ? await listDueScopes(context) : ["*"];
    inserts.push(...scopes.map((scope) => toJobInsert(name, { scope, trigger })));
  }
  if (inserts.length > 0) await boss.insert(inserts);
}

async function handleJob(desk: Desk, job: Job, queued: PgBoss.Job): Promise<void> {
  const { context, boss } = desk;
  const gate = desk.gates.get(job.reads);
  const { scope, trigger } = payloadSchema.parse(queued.data);
  const why = job.isGated && trigger !== "manual" ? gate?.findReason() : null;
  if (why) {
    await markHeldBack(context, job, scope, why);
    return;
  }
  const result = await runJob(context, job, { scope, trigger, queueJobId: queued.id });
  const { outcome, error, rowsChanged } = result;
  context.logger.info({ job: job.name, scope, outcome, rowsChanged, error }, "run ended");
  gate?.note(result);
  if (outcome === "ok" || outcome === "partial") {
    if (job.opensGate) gate?.open();
    await queueFollowers(desk, job, trigger);
  }
  const isHandedBack = outcome === "lost" && context.signal.aborted;
  if (isHandedBack || isWorthRetrying(result)) {
    await boss.fail(job.name, queued.id, { message: error ?? "The worker stopped" });
  }
}

/** Jobs of a batch succeed and fail one by one, which pg-boss leaves to its handler. */
async function handleBatch(desk: Desk, job: Job, batch: PgBoss.Job[]): Promise<void> {
  await Promise.all(
    batch.map(async (queued) => {
      try {
        await handleJob(desk, job, queued);
      } catch (error) {
        const message = toErrorMessage(error);
        desk.context.logger.error({ job: job.name, error: message }, "a job could not be recorded");
        await desk.boss.fail(job.name, queued.id, { message });
      }
    }),
  );
}

/** Hours have no common divisor with odd intervals: those are rounded up to whole hours. */
function toCron(everyMinutes: number): string {
  if (everyMinutes < 60) return `*/${everyMinutes} * * * *`;
  return `7 */${Math.min(23, Math.round(everyMinutes / 60))} * * *`;
}

/** Runs at once, and then on schedule, what does not follow from something else. */
async function scheduleJobs({ context, boss }: Desk): Promise<void> {
  const once = { singletonKey: "*" };
  for (const { name, reads, everyMinutes } of JOBS) {
    if (!everyMinutes || (reads === "analytics" && !context.analytics)) continue;
    const cron = toCron(everyMinutes(context.settings));
    await boss.schedule(name, cron, { scope: "*", trigger: "schedule" }, once);
    await boss.send(name, { scope: "*", trigger: "start" }, once);
  }
}

/**
 * Starts working off the queue, alone or beside any number of other workers on the same database.
 * The caller keeps the database open until `stop` has ended.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const stopping = new AbortController();
  const context = createSyncContext({ ...options, signal: stopping.signal });
  const boss = await openQueue(context.db, options.databaseUrl, stopping.signal);
  const gates = new Map(UPSTREAMS.map((name) => [name, createUpstreamGate()]));
  const desk: Desk = { context, boss, gates };
  const stopChores = startChores(context);
  for (const job of JOBS) {
    const { pollSeconds = POLL_SECONDS, batchSize = 1 } = job;
    const work = { pollingIntervalSeconds: pollSeconds, batchSize };
    await boss.work<object>(job.name, work, (batch) => handleBatch(desk, job, batch));
  }
  if (options.isScheduling ?? true) await scheduleJobs(desk);
  return {
    workerId: context.workerId,
    stop: async () => {
      stopping.abort();
      stopChores();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
      await abandonRuns(context.db, { workerId: context.workerId });
      context.heartbeat.stop();
    },
  };
}
