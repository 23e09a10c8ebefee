import type { Transaction } from "@/lib/db/client";
import { toErrorMessage } from "@/lib/errors";
import type { DayRange } from "@/lib/time";
import type { SyncContext } from "../context";
import { listStoredTenants } from "../readings/coverage-store";
import type { Job, Run, RunRequest, RunResult } from "../job";
import { toRejectionWords } from "../words";
import {
  abandonRuns,
  claimRun,
  endRun,
  findLatestOutcome,
  isRunAlive,
  markFailed,
  saveRunTally,
  type FailedSnapshot,
  type RunTally,
} from "./run-store";

const IDLE_IN_TRANSACTION_MS = 20_000;
const LOCK_TIMEOUT_MS = 30_000;
const TRANSACTION_TIMEOUT_MS = 120_000;
const MAX_WAIT_MS = 20_000;
const JOIN_POLL_MS = 250;
const JOIN_TIMEOUT_MS = 5 * 60_000;
const MAX_NOTICES = 5;
const PROGRESS_EVERY_MS = 500;

/** Another worker has taken the run over; what this one still wants to write is out of date. */
export class RunLostError extends Error {
  constructor() {
    super("Another worker has taken this run over");
    this.name = "RunLostError";
  }
}

const toEmptyTally = (): RunTally => ({
  rowsRead: 0,
  rowsChanged: 0,
  rowsRejected: 0,
  pages: 0,
  requests: 0,
  retries: 0,
  progressDone: 0,
  progressTotal: 0,
});

async function writeGuarded<T>(
  context: SyncContext,
  runId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return context.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        SELECT set_config('idle_in_transaction_session_timeout', ${String(IDLE_IN_TRANSACTION_MS)}, true),
               set_config('lock_timeout', ${String(LOCK_TIMEOUT_MS)}, true)`;
      if (!(await isRunAlive(tx, runId))) throw new RunLostError();
      const result = await work(tx);
      if (!(await isRunAlive(tx, runId))) throw new RunLostError();
      return result;
    },
    { timeout: TRANSACTION_TIMEOUT_MS, maxWait: MAX_WAIT_MS },
  );
}

type RunFacts = Pick<Run, "id" | "scope" | "trigger">;

function openRun(context: SyncContext, facts: RunFacts, lost: AbortController) {
  const tally = toEmptyTally();
  const notices: string[] = [];
  let isSaving = false;
  let savedAtMs = 0;
  const run: Run = {
    ...facts,
    signal: AbortSignal.any([context.signal, lost.signal]),
    addReport: (report) => {
      tally.rowsRead += report.rowsRead;
      tally.rowsRejected += report.rowsRejected;
      tally.pages += report.pages;
      tally.requests += report.requests;
      tally.retries += report.retries;
      if (report.rowsRejected > 0) notices.push(toRejectionWords(report));
    },
    addChanged: (rows) => void (tally.rowsChanged += rows),
    notice: (words) => void notices.push(words),
    setProgress: async (done, total) => {
      tally.progressDone = done;
      tally.progressTotal = total;
      await saveRunTally(context.db, facts.id, tally);
    },
    reportProgress: (done, total) => {
      tally.progressDone = done;
      tally.progressTotal = total;
      if (isSaving || Date.now() - savedAtMs < PROGRESS_EVERY_MS) return;
      isSaving = true;
      saveRunTally(context.db, facts.id, tally).then(
        () => {
          isSaving = false;
          savedAtMs = Date.now();
        },
        (error: unknown) => {
          isSaving = false;
          context.logger.warn({ error: toErrorMessage(error) }, "could not save the progress");
        },
      );
    },
    write: (work) => writeGuarded(context, facts.id, work),
  };
  return { run, tally, notices };
}

function joinNotices(notices: readonly string[]): string | null {
  const distinct = [...new Set(notices)];
  if (distinct.length === 0) return null;
  const more = distinct.length - MAX_NOTICES;
  const shown = distinct.slice(0, MAX_NOTICES).join(". ");
  return more > 0 ? `${shown}. And ${more} more` : shown;
}

const NOTHING_TO_DO: RunResult = { outcome: "ok", rowsChanged: 0, failure: null, error: null };
const JOINED: RunResult = { outcome: "joined", rowsChanged: 0, failure: null, error: null };

async function claim(
  context: SyncContext,
  job: Job,
  { scope = "*", trigger, queueJobId, whenBusy = "leave" }: RunRequest,
): Promise<string | null> {
  const wanted = { job: job.name, scope, trigger, workerId: context.workerId, queueJobId };
  const runId = await claimRun(context.db, wanted);
  if (runId !== null || whenBusy === "leave") return runId;
  const giveUpAt = Date.now() + JOIN_TIMEOUT_MS;
  while (Date.now() < giveUpAt && !context.signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, JOIN_POLL_MS));
    const latest = await findLatestOutcome(context.db, job.name, scope);
    if (latest === "ok" || latest === "partial") return null;
    const later = await claimRun(context.db, wanted);
    if (later !== null) return later;
  }
  return null;
}

/** The snapshots that a failed run of the job leaves as they were. */
async function listFailedSnapshots(
  context: SyncContext,
  { marks = [] }: Job,
  scope: string,
  attemptedAt: Date,
): Promise<FailedSnapshot[]> {
  const everyTenant = marks.some((mark) => mark.ofEveryTenant)
    ? (await listStoredTenants(context.db)).map(({ tenantId }) => tenantId)
    : [];
  return marks.map(({ kind, ofEveryTenant }) => ({
    tenantIds: ofEveryTenant ? everyTenant : [scope],
    kind,
    attemptedAt,
  }));
}

/** Says beside its snapshots why the job is not even tried. */
export async function markHeldBack(
  context: SyncContext,
  job: Job,
  scope: string,
  why: string,
): Promise<void> {
  for (const failed of await listFailedSnapshots(context, job, scope, context.now())) {
    await markFailed(context.db, failed, why);
  }
}

/** Null where the job's upstream is not configured. */
function toWork(context: SyncContext, job: Job): ((run: Run) => Promise<void>) | null {
  if (job.reads === "litellm") return (run) => job.work(context, run);
  const { analytics } = context;
  return analytics && ((run) => job.work({ ...context, analytics }, run));
}

/**
 * Runs a job with a record of it. At most one run of a job and scope is alive at a time, over all workers.
 * A failure of the work is in the result; only a database that cannot take the record makes this throw.
 */
export async function runJob(
  context: SyncContext,
  job: Job,
  request: RunRequest,
): Promise<RunResult> {
  const { scope = "*", trigger } = request;
  const work = toWork(context, job);
  if (work === null) return NOTHING_TO_DO;
  if (trigger !== "manual" && job.hasWork && !(await job.hasWork(context, scope))) {
    return NOTHING_TO_DO;
  }
  const attemptedAt = context.now();
  const runId = await claim(context, job, request);
  if (runId === null) return JOINED;
  const lost = new AbortController();
  context.heartbeat.watch(runId, () => {
    lost.abort(new RunLostError());
  });
  try {
    const { run, tally, notices } = openRun(context, { id: runId, scope, trigger }, lost);
    const failure = await work(run).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (failure && context.signal.aborted) await abandonRuns(context.db, { runId });
    const isLost = lost.signal.aborted || failure?.error instanceof RunLostError;
    if (isLost || (failure && context.signal.aborted)) return { ...JOINED, outcome: "lost" };
    const error = failure ? toErrorMessage(failure.error) : joinNotices(notices);
    const outcome = failure ? "failed" : error === null ? "ok" : "partial";
    const failed = failure ? await listFailedSnapshots(context, job, scope, attemptedAt) : [];
    const isEnded = await endRun(context.db, runId, { outcome, error, tally, failed });
    const result = { rowsChanged: tally.rowsChanged, failure: failure?.error ?? null, error };
    return { outcome: isEnded ? outcome : "lost", ...result };
  } finally {
    context.heartbeat.forget(runId);
  }
}

/** A history goes on in its next run rather than keep a place in the queue for an hour. */
const HISTORY_BUDGET_MS = 10 * 60_000;

/** Reads a history window by window, as far as the time goes. */
export async function readWindows(
  run: Run,
  windows: readonly DayRange[],
  read: (window: DayRange) => Promise<void>,
): Promise<void> {
  const stopAt = Date.now() + HISTORY_BUDGET_MS;
  await run.setProgress(0, windows.length);
  for (const [index, window] of windows.entries()) {
    if (run.signal.aborted || Date.now() > stopAt) return;
    await read(window);
    await run.setProgress(index + 1, windows.length);
  }
}
