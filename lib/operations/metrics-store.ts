import "server-only";
import { findPoolState, getDatabase } from "@/lib/db/client";
import type { SyncOutcome } from "@/lib/db/generated/enums";

// What a scraper asks once a minute, over all tenants; no page does.

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
