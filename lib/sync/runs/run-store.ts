import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { SnapshotKind, SyncOutcome } from "@/lib/db/generated/enums";
import { LONGEST_RUN_MS } from "../readings/plan-windows";

/** A run whose heartbeat is older is dead: its worker was killed, paused, or cut off from the database. */
export const DEAD_AFTER_SECONDS = 15;
const KEEP_RUNS_DAYS = 90;
/** Runs of one tenant that changed nothing are most of all rows and tell least. */
const KEEP_UNEVENTFUL_DAYS = 2;
const AS_ABANDONED = Prisma.sql`
  outcome = 'abandoned', ended_at = now(),
  error = ${"The worker stopped in the middle; the work is taken up again"}`;

/** For short transactions: a busy pool makes them wait, not fail. */
export const PATIENT = { maxWait: 20_000, timeout: 30_000 };

export interface RunClaim {
  job: string;
  scope: string;
  trigger: string;
  workerId: string;
  queueJobId: string | undefined;
}

export interface RunTally {
  rowsRead: number;
  rowsChanged: number;
  rowsRejected: number;
  pages: number;
  requests: number;
  retries: number;
  progressDone: number;
  progressTotal: number;
}

export type EndedOutcome = "ok" | "partial" | "failed";

export interface AbandonedRun {
  id: string;
  job: string;
  scope: string;
  queue_job_id: string | null;
}

/**
 * Opens the record of a run, which is also the lease on its job and scope.
 * @returns its id, or null while another run of the same job and scope is alive
 */
export function claimRun(db: Database, claim: RunClaim): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const subject = `${claim.job} ${claim.scope}`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 0))`;
    await tx.$executeRaw`
      UPDATE sync_run SET ${AS_ABANDONED}
      WHERE job = ${claim.job} AND scope = ${claim.scope} AND outcome = 'running'
        AND heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`;
    const running = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM sync_run
      WHERE job = ${claim.job} AND scope = ${claim.scope} AND outcome = 'running' LIMIT 1`;
    if (running.length > 0) return null;
    const id = randomUUID();
    await tx.$executeRaw`
      INSERT INTO sync_run
        (id, job, scope, trigger, worker_id, queue_job_id, started_at, heartbeat_at, outcome)
      VALUES (${id}::uuid, ${claim.job}, ${claim.scope}, ${claim.trigger}, ${claim.workerId},
              ${claim.queueJobId ?? null}, now(), now(), 'running')`;
    return id;
  }, PATIENT);
}

/** Which of the runs are still this worker's. */
export async function beatRuns(db: Database, runIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE sync_run SET heartbeat_at = now()
    WHERE id = ANY(${[...runIds]}::uuid[]) AND outcome = 'running' RETURNING id::text`;
  return rows.map((row) => row.id);
}

export async function findLatestOutcome(
  db: Database,
  job: string,
  scope: string,
): Promise<SyncOutcome | null> {
  const [row] = await db.$queryRaw<{ outcome: SyncOutcome }[]>`
    SELECT outcome FROM sync_run WHERE job = ${job} AND scope = ${scope}
    ORDER BY started_at DESC LIMIT 1`;
  return row?.outcome ?? null;
}

export async function isRunAlive(db: Database | Transaction, runId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM sync_run WHERE id = ${runId}::uuid AND outcome = 'running'`;
  return rows.length > 0;
}

export async function saveRunTally(db: Database, runId: string, tally: RunTally): Promise<void> {
  await db.$executeRaw`
    UPDATE sync_run SET ${toTallyColumns(tally)}, heartbeat_at = now()
    WHERE id = ${runId}::uuid AND outcome = 'running'`;
}

const toTallyColumns = (tally: RunTally) => Prisma.sql`
  rows_read = ${tally.rowsRead}, rows_changed = ${tally.rowsChanged}, rows_rejected = ${tally.rowsRejected},
  pages = ${tally.pages}, requests = ${tally.requests}, retries = ${tally.retries},
  progress_done = ${tally.progressDone}, progress_total = ${tally.progressTotal}`;

export interface FailedSnapshot {
  tenantIds: readonly string[];
  kind: SnapshotKind;
  attemptedAt: Date;
}

/**
 * Closes a run that still is this worker's and, when it failed, says so beside the snapshots it was for;
 * their last good reading stays as it is.
 * @returns false where another worker had taken the run over: then nothing is written
 */
export function endRun(
  db: Database,
  runId: string,
  end: {
    outcome: EndedOutcome;
    error: string | null;
    tally: RunTally;
    failed: readonly FailedSnapshot[];
  },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const ended = await tx.$executeRaw`
      UPDATE sync_run SET outcome = ${end.outcome}::sync_outcome, ended_at = now(),
        error = ${end.error}, ${toTallyColumns(end.tally)}
      WHERE id = ${runId}::uuid AND outcome = 'running'`;
    if (ended === 0) return false;
    for (const failed of end.failed) await markFailed(tx, failed, end.error ?? "Unknown error");
    return true;
  }, PATIENT);
}

/** The later of both times, unless a wrong clock gave the stored one; see `isOutdated`. */
function toLatest(column: "last_ok_at" | "last_attempt_at"): Prisma.Sql {
  const [stored, read] = [Prisma.raw(`s.${column}`), Prisma.raw(`excluded.${column}`)];
  return Prisma.sql`CASE WHEN ${stored} <= ${read} + make_interval(secs => ${LONGEST_RUN_MS / 1_000})
                         THEN greatest(${stored}, ${read}) ELSE ${read} END`;
}

/** Remembers a failed attempt; the time of the last good reading is not touched. */
export async function markFailed(
  db: Database | Transaction,
  failed: FailedSnapshot,
  error: string,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO snapshot_state AS s (tenant_id, kind, last_attempt_at, last_error)
    SELECT id, ${failed.kind}::snapshot_kind, ${failed.attemptedAt.toISOString()}::timestamptz, ${error}
    FROM unnest(${[...failed.tenantIds]}::text[]) AS id ORDER BY id
    ON CONFLICT (tenant_id, kind) DO UPDATE
      SET last_attempt_at = ${toLatest("last_attempt_at")}, last_error = excluded.last_error`;
}

/** Remembers a good reading. The caller's transaction holds what was read. */
export async function markRead(
  tx: Transaction,
  tenantIds: readonly string[],
  kind: SnapshotKind,
  readAt: Date,
): Promise<void> {
  const at = readAt.toISOString();
  await tx.$executeRaw`
    INSERT INTO snapshot_state AS s (tenant_id, kind, last_ok_at, last_attempt_at)
    SELECT id, ${kind}::snapshot_kind, ${at}::timestamptz, ${at}::timestamptz
    FROM unnest(${[...tenantIds]}::text[]) AS id ORDER BY id
    ON CONFLICT (tenant_id, kind) DO UPDATE
      SET last_ok_at = ${toLatest("last_ok_at")}, last_attempt_at = ${toLatest("last_attempt_at")},
          last_error = NULL`;
}

/** Closes the records of dead runs; each is given to one caller only. */
export function abandonDeadRuns(tx: Transaction): Promise<AbandonedRun[]> {
  return tx.$queryRaw<AbandonedRun[]>`
    UPDATE sync_run SET ${AS_ABANDONED}
    WHERE id IN (
      SELECT id FROM sync_run
      WHERE outcome = 'running'
        AND heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      FOR UPDATE SKIP LOCKED)
    RETURNING id::text, job, scope, queue_job_id`;
}

/** What a job in work carries; null where the queue has given up on it already. */
export async function findActiveJob(
  tx: Transaction,
  name: string,
  queueJobId: string,
): Promise<unknown> {
  const [job] = await tx.$queryRaw<{ data: unknown }[]>`
    SELECT data FROM pgboss.job
    WHERE name = ${name} AND id = ${queueJobId}::uuid AND state = 'active'`;
  return job?.data ?? null;
}

/** Closes open records that their own worker gives up: one run, or all of a worker that stops. */
export async function abandonRuns(
  db: Database,
  given: { runId: string } | { workerId: string },
): Promise<void> {
  const whose =
    "runId" in given
      ? Prisma.sql`id = ${given.runId}::uuid`
      : Prisma.sql`worker_id = ${given.workerId}`;
  await db.$executeRaw`
    UPDATE sync_run SET ${AS_ABANDONED} WHERE ${whose} AND outcome = 'running'`;
}

export async function pruneRuns(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM sync_run
    WHERE outcome <> 'running' AND (
      started_at < now() - make_interval(days => ${KEEP_RUNS_DAYS})
      OR (started_at < now() - make_interval(days => ${KEEP_UNEVENTFUL_DAYS})
          AND scope <> '*' AND outcome = 'ok' AND rows_changed = 0))`;
}
