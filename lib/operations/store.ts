import "server-only";
import { findPoolState, getDatabase } from "@/lib/db/client";
import type { SyncOutcome } from "@/lib/db/generated/enums";

/** LiteLLM's clock minus ours when its lists were last read; null where it told none. */
export async function findClockOffsetSeconds(): Promise<number | null> {
  const state = await getDatabase().snapshotState.findUnique({
    where: { tenantId_kind: { tenantId: "*", kind: "directory" } },
    select: { clockOffsetSeconds: true },
  });
  return state?.clockOffsetSeconds ?? null;
}

/** Runs that can be paged through; counting all of them would read the whole table. */
const MAX_LISTED_RUNS = 1_000;

/** Newest first; served by the index on started_at. */
export async function listRunRows(limit: number, offset: number) {
  const db = getDatabase();
  const [rows, counted] = await Promise.all([
    offset >= MAX_LISTED_RUNS
      ? []
      : db.syncRun.findMany({ orderBy: { startedAt: "desc" }, take: limit, skip: offset }),
    db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total
      FROM (SELECT FROM sync_run ORDER BY started_at DESC LIMIT ${MAX_LISTED_RUNS}) newest`,
  ]);
  return { rows, total: counted[0]?.total ?? 0 };
}

export interface JobRow {
  job: string;
  outcome: SyncOutcome;
  progress_done: number;
  progress_total: number;
  last_good_at: Date | null;
}

/** The newest run over everything of each job; a few looks into the index on job, scope and start. */
export function listJobRows(): Promise<JobRow[]> {
  return getDatabase().$queryRaw<JobRow[]>`
    WITH RECURSIVE known AS (
      (SELECT job FROM sync_run ORDER BY job LIMIT 1)
      UNION ALL
      SELECT (SELECT r.job FROM sync_run r WHERE r.job > known.job ORDER BY r.job LIMIT 1)
      FROM known WHERE known.job IS NOT NULL
    )
    SELECT known.job, newest.outcome::text, newest.progress_done, newest.progress_total,
           (SELECT g.ended_at FROM sync_run g
            WHERE g.job = known.job AND g.scope = '*' AND g.outcome IN ('ok', 'partial')
            ORDER BY g.started_at DESC LIMIT 1) AS last_good_at
    FROM known CROSS JOIN LATERAL (
      SELECT * FROM sync_run r WHERE r.job = known.job AND r.scope = '*'
      ORDER BY r.started_at DESC LIMIT 1) newest
    ORDER BY known.job`;
}

/** Names of tenants by id, of those that exist; served by the primary key. */
export async function findTenantNames(
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (tenantIds.length === 0) return new Map();
  const tenants = await getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
  });
  return new Map(tenants.map(({ id, name }) => [id, name]));
}

export interface LagRow {
  kind: string;
  tenants: number;
  oldest_ok_at: Date | null;
  never_read: number;
  failing: number;
  newest_error: string | null;
}

/** How far each kind lies behind: what was read of everything ("*"), and of the tenants that LiteLLM lists. */
export function listLagRows(): Promise<LagRow[]> {
  return getDatabase().$queryRaw<LagRow[]>`
    SELECT s.kind::text, count(*)::int AS tenants, min(s.last_ok_at) AS oldest_ok_at,
           count(*) FILTER (WHERE s.last_ok_at IS NULL)::int AS never_read,
           count(*) FILTER (WHERE s.last_error IS NOT NULL)::int AS failing,
           (array_agg(s.last_error ORDER BY s.last_attempt_at DESC)
             FILTER (WHERE s.last_error IS NOT NULL))[1] AS newest_error
    FROM snapshot_state s LEFT JOIN tenant t ON t.id = s.tenant_id
    WHERE s.tenant_id = '*' OR (t.id IS NOT NULL AND t.removed_at IS NULL)
    GROUP BY s.kind ORDER BY s.kind::text`;
}

export interface SpendRow {
  id: string;
  name: string | null;
  tenant_id: string;
  /** Null where today was not read. */
  today_usd: number | null;
  today_tokens: number | null;
  today_calls: number | null;
  month_usd: number;
  budget_used_usd: number;
  budget_limit_usd: number | null;
}

/** The tenants that cost most this month (UTC), and how many there are; served by primary keys. */
export async function listTenantSpend(limit: number): Promise<{ rows: SpendRow[]; total: number }> {
  const db = getDatabase();
  const [rows, total] = await Promise.all([
    db.$queryRaw<SpendRow[]>`
      WITH today AS (SELECT (now() AT TIME ZONE 'UTC')::date AS day)
      SELECT t.id, t.name, t.id AS tenant_id,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.cost_usd, 0)::float8 END AS today_usd,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.total_tokens, 0)::float8 END AS today_tokens,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.call_count, 0)::float8 END AS today_calls,
             coalesce(m.cost_usd, 0)::float8 AS month_usd,
             t.budget_spend_usd::float8 AS budget_used_usd, t.max_budget_usd::float8 AS budget_limit_usd
      FROM tenant t CROSS JOIN today
      LEFT JOIN day_coverage c ON c.tenant_id = t.id AND c.kind = 'usage' AND c.day = today.day
      LEFT JOIN tenant_usage_daily u ON u.tenant_id = t.id AND u.day = today.day
      LEFT JOIN tenant_usage_monthly m
        ON m.tenant_id = t.id AND m.month = date_trunc('month', today.day)::date
      WHERE t.removed_at IS NULL ORDER BY month_usd DESC, t.id LIMIT ${limit}`,
    db.tenant.count({ where: { removedAt: null } }),
  ]);
  return { rows, total };
}

/** The same of agents. */
export async function listAgentSpend(limit: number): Promise<{ rows: SpendRow[]; total: number }> {
  const db = getDatabase();
  const [rows, total] = await Promise.all([
    db.$queryRaw<SpendRow[]>`
      WITH today AS (SELECT (now() AT TIME ZONE 'UTC')::date AS day)
      SELECT a.id, a.name, a.tenant_id,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.cost_usd, 0)::float8 END AS today_usd,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.total_tokens, 0)::float8 END AS today_tokens,
             CASE WHEN c.day IS NOT NULL THEN coalesce(u.call_count, 0)::float8 END AS today_calls,
             coalesce(m.cost_usd, 0)::float8 AS month_usd,
             a.budget_spend_usd::float8 AS budget_used_usd, a.max_budget_usd::float8 AS budget_limit_usd
      FROM agent a CROSS JOIN today
      LEFT JOIN day_coverage c ON c.tenant_id = a.tenant_id AND c.kind = 'usage' AND c.day = today.day
      LEFT JOIN agent_usage_daily u
        ON u.tenant_id = a.tenant_id AND u.agent_id = a.id AND u.day = today.day
      LEFT JOIN agent_usage_monthly m ON m.tenant_id = a.tenant_id AND m.agent_id = a.id
        AND m.month = date_trunc('month', today.day)::date
      WHERE a.status = 'active' ORDER BY month_usd DESC, a.tenant_id, a.id LIMIT ${limit}`,
    db.agent.count({ where: { status: "active" } }),
  ]);
  return { rows, total };
}

export interface RunCountRow {
  job: string;
  outcome: SyncOutcome;
  runs: number;
  longest_seconds: number | null;
}

/** Runs of the last hour; served by the index on started_at. */
export function countRecentRuns(): Promise<RunCountRow[]> {
  return getDatabase().$queryRaw<RunCountRow[]>`
    SELECT job, outcome::text AS outcome, count(*)::int AS runs,
           max(extract(epoch FROM ended_at - started_at))::float8 AS longest_seconds
    FROM sync_run WHERE started_at > now() - interval '1 hour' GROUP BY job, outcome`;
}

/** Jobs that wait or are in work; none before the first worker has made the queue's tables. */
export async function countQueuedJobs(): Promise<{ name: string; state: string; jobs: number }[]> {
  const db = getDatabase();
  const [found] = await db.$queryRaw<{ has_queue: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS has_queue`;
  if (!found?.has_queue) return [];
  return db.$queryRaw`
    SELECT name, state::text AS state, count(*)::int AS jobs FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%' GROUP BY name, state`;
}

export async function findDatabaseBytes(): Promise<number> {
  const [row] = await getDatabase().$queryRaw<{ bytes: number }[]>`
    SELECT pg_database_size(current_database())::float8 AS bytes`;
  return row?.bytes ?? 0;
}

/** This process's connections; null before its first query. */
export function findOwnPool() {
  return findPoolState(getDatabase());
}
