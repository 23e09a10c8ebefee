import "server-only";
import { AppError } from "@/lib/errors";
import { getDatabase, type Database, type Transaction } from "@/lib/db/client";
import type { SyncOutcome } from "@/lib/db/generated/enums";
import type { RefreshProgress, RefreshState } from "@/lib/usage/schema";
import { listStoredTenants, type ListedTenant } from "../readings/coverage-store";
import type { Job } from "../job";
import { toJobInsert, toSender } from "../queue";
import { PATIENT } from "./run-store";

const NO_WORKER =
  "No worker has ever run on this database, so nothing can be refreshed. Start one with `npm start`.";

/** A refresh of a tenant is accepted once in so many seconds. */
const REFRESH_EVERY_SECONDS = 15;

interface RefreshRow {
  outcome: SyncOutcome | null;
  progress_done: number;
  progress_total: number;
  started_at: Date | null;
  ended_at: Date | null;
  error: string | null;
  is_queued: boolean;
  retry_after_seconds: number;
}

/** The queue's tables come with the first worker. */
async function hasQueue(db: Database | Transaction): Promise<boolean> {
  const [row] = await db.$queryRaw<{ has_queue: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS has_queue`;
  return row?.has_queue ?? false;
}

/**
 * The latest refresh of a tenant, a person or everybody's accounts, and whether one waits. A job that a worker
 * has taken and not recorded yet still waits: whoever follows it would else see the run before it.
 */
async function findRefreshRow(
  db: Database | Transaction,
  scope: string,
  job: Job,
): Promise<RefreshRow | null> {
  const [row] = await db.$queryRaw<RefreshRow[]>`
    SELECT r.outcome::text AS outcome, coalesce(r.progress_done, 0) AS progress_done,
           coalesce(r.progress_total, 0) AS progress_total, r.started_at, r.ended_at, r.error,
           EXISTS (SELECT 1 FROM pgboss.job j
                   WHERE j.name = ${job.name} AND j.singleton_key = ${scope}
                     AND (j.state IN ('created', 'retry') OR j.state = 'active' AND NOT EXISTS (
                       SELECT 1 FROM sync_run s WHERE s.job = ${job.name} AND s.scope = ${scope}
                         AND s.queue_job_id = j.id::text))) AS is_queued,
           coalesce(greatest(0, ceil(
             ${REFRESH_EVERY_SECONDS} - extract(epoch FROM now() - r.started_at))), 0)::int
             AS retry_after_seconds
    FROM (VALUES (1)) AS one
    LEFT JOIN LATERAL (
      SELECT * FROM sync_run WHERE job = ${job.name} AND scope = ${scope}
      ORDER BY started_at DESC LIMIT 1) r ON true`;
  return row ?? null;
}

/** Askers of the same thing go one after another. */
async function lockRefresh(tx: Transaction, scope: string): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`refresh request ${scope}`}, 0))`;
}

export interface RefreshAnswer {
  /** False: the tenant was refreshed a moment ago. */
  accepted: boolean;
  /** Seconds until another refresh is accepted; 0 when it is now. */
  retryAfterSeconds: number;
}

const isUnderWay = (row: RefreshRow | null) =>
  row?.outcome === "running" || row?.is_queued === true;

/**
 * Asks a worker to read a tenant, a person's accounts or everybody's now. Joins a refresh that waits or runs.
 * @throws {AppError} unavailable while no worker ever ran
 */
export function requestRefresh(job: Job, scope: string): Promise<RefreshAnswer> {
  return getDatabase().$transaction(async (tx) => {
    if (!(await hasQueue(tx))) throw new AppError("unavailable", NO_WORKER);
    await lockRefresh(tx, `${job.name} ${scope}`);
    const row = await findRefreshRow(tx, scope, job);
    const retryAfterSeconds = row?.retry_after_seconds ?? 0;
    if (isUnderWay(row)) return { accepted: true, retryAfterSeconds };
    if (retryAfterSeconds > 0) return { accepted: false, retryAfterSeconds };
    await toSender(tx).insert([toJobInsert(job.name, { scope, trigger: "manual" })]);
    return { accepted: true, retryAfterSeconds: 0 };
  }, PATIENT);
}

function toState(row: RefreshRow | null): RefreshState {
  if (row?.outcome === "running") return "running";
  if (row?.is_queued) return "queued";
  if (!row?.outcome) return "idle";
  return row.outcome === "abandoned" ? "failed" : row.outcome;
}

/** How the latest refresh stands; `idle` when none was ever asked for. */
export async function findRefreshProgress(job: Job, scope: string): Promise<RefreshProgress> {
  const db = getDatabase();
  const row = (await hasQueue(db)) ? await findRefreshRow(db, scope, job) : null;
  const state = toState(row);
  const isWaiting = state === "queued";
  return {
    state,
    done: isWaiting ? 0 : (row?.progress_done ?? 0),
    total: isWaiting ? 0 : (row?.progress_total ?? 0),
    started_at: isWaiting ? null : (row?.started_at?.toISOString() ?? null),
    ended_at: isWaiting ? null : (row?.ended_at?.toISOString() ?? null),
    error: isWaiting ? null : (row?.error ?? null),
    retry_after_seconds: row?.retry_after_seconds ?? 0,
  };
}

/**
 * Queues a job for an administrator; one that already waits is joined. With the scope "*" a job that runs by
 * tenant is queued for each listed tenant.
 * @throws {AppError} unavailable while no worker ever ran, bad_request for a scope the job does not have
 */
export async function enqueueRun({ name, scope: kind }: Job, scope: string): Promise<void> {
  const db = getDatabase();
  if (!(await hasQueue(db))) throw new AppError("unavailable", NO_WORKER);
  let scopes = [scope];
  if (kind === "tenant") {
    const tenants = await listStoredTenants(db);
    const isWanted = (tenant: ListedTenant) =>
      scope === "*" ? tenant.removedAt === null : tenant.tenantId === scope;
    scopes = tenants.filter(isWanted).map(({ tenantId }) => tenantId);
    if (scope !== "*" && scopes.length === 0) {
      throw new AppError("bad_request", `There is no tenant ${scope}`);
    }
  } else if (kind === "person" || kind === "question") {
    throw new AppError("bad_request", `${name} runs only for whoever asks for it on a page`);
  } else if (scope !== "*") {
    throw new AppError("bad_request", `${name} runs for all tenants at once`);
  }
  await toSender(db).insert(
    scopes.map((one) => toJobInsert(name, { scope: one, trigger: "manual" })),
  );
}
