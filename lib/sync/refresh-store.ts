import type { Database, Transaction } from "@/lib/db/client";
import type { SyncOutcome } from "@/lib/db/generated/enums";

/** A refresh of a tenant is accepted once in so many seconds. */
export const REFRESH_EVERY_SECONDS = 15;

export interface RefreshRow {
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
export async function hasQueue(db: Database | Transaction): Promise<boolean> {
  const [row] = await db.$queryRaw<{ has_queue: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS has_queue`;
  return row?.has_queue ?? false;
}

/** What can be asked for with "Refresh now". */
export type RefreshJob = "refresh-tenant" | "refresh-accounts" | "sync-accounts";

/**
 * The latest refresh of a tenant, a person or everybody's accounts, and whether one waits. A job that a worker
 * has taken and not recorded yet still waits: whoever follows it would else see the run before it.
 */
export async function findRefreshRow(
  db: Database | Transaction,
  scope: string,
  job: RefreshJob = "refresh-tenant",
): Promise<RefreshRow | null> {
  const [row] = await db.$queryRaw<RefreshRow[]>`
    SELECT r.outcome::text AS outcome, coalesce(r.progress_done, 0) AS progress_done,
           coalesce(r.progress_total, 0) AS progress_total, r.started_at, r.ended_at, r.error,
           EXISTS (SELECT 1 FROM pgboss.job j
                   WHERE j.name = ${job} AND j.singleton_key = ${scope}
                     AND (j.state IN ('created', 'retry') OR j.state = 'active' AND NOT EXISTS (
                       SELECT 1 FROM sync_run s WHERE s.job = ${job} AND s.scope = ${scope}
                         AND s.queue_job_id = j.id::text))) AS is_queued,
           coalesce(greatest(0, ceil(
             ${REFRESH_EVERY_SECONDS} - extract(epoch FROM now() - r.started_at))), 0)::int
             AS retry_after_seconds
    FROM (VALUES (1)) AS one
    LEFT JOIN LATERAL (
      SELECT * FROM sync_run WHERE job = ${job} AND scope = ${scope}
      ORDER BY started_at DESC LIMIT 1) r ON true`;
  return row ?? null;
}

/** Askers of the same thing go one after another. */
export async function lockRefresh(tx: Transaction, scope: string): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`refresh request ${scope}`}, 0))`;
}
