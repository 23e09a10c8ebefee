import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/db/client";
import type { RefreshProgress, RefreshState } from "@/lib/usage/schema";
import { listStoredTenants } from "./coverage-store";
import { TENANT_JOBS, toJobInsert, toSender, type JobName } from "./queues";
import { PATIENT } from "./run-store";
import {
  findRefreshRow,
  hasQueue,
  lockRefresh,
  type RefreshJob,
  type RefreshRow,
} from "./refresh-store";

const NO_WORKER =
  "No worker has ever run on this database, so nothing can be refreshed. Start one with `npm start`.";

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
export function requestRefresh(
  db: Database,
  scope: string,
  job: RefreshJob = "refresh-tenant",
): Promise<RefreshAnswer> {
  return db.$transaction(async (tx) => {
    if (!(await hasQueue(tx))) throw new AppError("unavailable", NO_WORKER);
    await lockRefresh(tx, `${job} ${scope}`);
    const row = await findRefreshRow(tx, scope, job);
    const retryAfterSeconds = row?.retry_after_seconds ?? 0;
    if (isUnderWay(row)) return { accepted: true, retryAfterSeconds };
    if (retryAfterSeconds > 0) return { accepted: false, retryAfterSeconds };
    await toSender(tx).insert([toJobInsert(job, { scope, trigger: "manual" })]);
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
export async function findRefreshProgress(
  db: Database,
  scope: string,
  job: RefreshJob = "refresh-tenant",
): Promise<RefreshProgress> {
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
export async function enqueueRun(db: Database, job: JobName, scope: string): Promise<void> {
  if (!(await hasQueue(db))) throw new AppError("unavailable", NO_WORKER);
  if (!TENANT_JOBS.has(job) && scope !== "*") {
    throw new AppError("bad_request", `${job} runs for all tenants at once`);
  }
  const tenants = await listStoredTenants(db);
  const known = tenants.map((tenant) => tenant.tenantId);
  const listed = tenants.filter((t) => t.removedAt === null).map((tenant) => tenant.tenantId);
  const isForEach = TENANT_JOBS.has(job) && scope === "*";
  if (TENANT_JOBS.has(job) && !isForEach && !known.includes(scope)) {
    throw new AppError("bad_request", `There is no tenant ${scope}`);
  }
  const scopes = isForEach ? listed : [scope];
  await toSender(db).insert(
    scopes.map((one) => toJobInsert(job, { scope: one, trigger: "manual" })),
  );
}
