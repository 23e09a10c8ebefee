import "server-only";
import { getDatabase } from "@/lib/db/client";
import { listDays, type DayRange } from "@/lib/time";
import type { TrendRow } from "./payroll-store";
import type { WeightedPeriod } from "./period";
import type { AgentStatus } from "./schema";

/** Tenants in which somebody has keys, and when LiteLLM last listed all keys. */
export interface OwnTenants {
  tenantIds: string[];
  listedAt: Date | null;
}

/** Served by the owner's index of agent and the primary key of snapshot_state. */
export async function findOwnTenants(ownerEmail: string): Promise<OwnTenants> {
  const [row] = await getDatabase().$queryRaw<{ tenant_ids: string[]; listed_at: Date | null }[]>`
    SELECT ARRAY(SELECT DISTINCT tenant_id FROM agent
                 WHERE owner_email = ${ownerEmail} AND status <> 'moved'
                 ORDER BY tenant_id) AS tenant_ids,
           (SELECT last_ok_at FROM snapshot_state
            WHERE tenant_id = '*' AND kind = 'directory') AS listed_at`;
  return { tenantIds: row?.tenant_ids ?? [], listedAt: row?.listed_at ?? null };
}

export interface OwnAgentUsageRow {
  tenant_id: string;
  tenant_name: string;
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
  status: AgentStatus;
  budget_limit_usd: string | null;
  budget_spend_usd: string;
  cost_usd: string;
  previous_cost_usd: string;
  total_tokens: number;
  call_count: number;
}

/**
 * The keys that somebody owns now, each in the tenant where it is now, with their usage in both periods. A key
 * is in few rows of a day, so its days are looked up one by one in the primary key of agent_usage_daily.
 */
export function listOwnAgents(
  ownerEmail: string,
  range: DayRange,
  previous: WeightedPeriod,
): Promise<OwnAgentUsageRow[]> {
  return getDatabase().$queryRaw<OwnAgentUsageRow[]>`
    SELECT a.tenant_id, t.name AS tenant_name, a.id AS agent_id, a.name AS agent_name, a.key_name,
           a.status::text AS status, a.max_budget_usd::text AS budget_limit_usd,
           a.budget_spend_usd::text AS budget_spend_usd,
           u.cost_usd::text AS cost_usd, b.cost_usd::text AS previous_cost_usd,
           u.total_tokens, u.call_count
    FROM agent a
    JOIN tenant t ON t.id = a.tenant_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(cost_usd), 0) AS cost_usd,
             coalesce(sum(total_tokens), 0)::float8 AS total_tokens,
             coalesce(sum(call_count), 0)::float8 AS call_count
      FROM agent_usage_daily
      WHERE tenant_id = a.tenant_id AND day = ANY(${listDays(range)}::date[]) AND agent_id = a.id
    ) u
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(cost_usd * CASE WHEN day = ${previous.range.to}::date
                                          THEN ${String(previous.lastDayShare)}::numeric
                                          ELSE 1 END), 0) AS cost_usd
      FROM agent_usage_daily
      WHERE tenant_id = a.tenant_id AND day = ANY(${listDays(previous.range)}::date[])
        AND agent_id = a.id
    ) b
    WHERE a.owner_email = ${ownerEmail} AND a.status <> 'moved'
    ORDER BY u.cost_usd DESC, a.tenant_id, a.id`;
}

/** Cost of each own agent in steps of `daysPerStep`; the series is "tenant agent". */
export function listOwnAgentTrends(
  ownerEmail: string,
  range: DayRange,
  daysPerStep: number,
): Promise<TrendRow[]> {
  return getDatabase().$queryRaw<TrendRow[]>`
    SELECT a.tenant_id || ' ' || a.id AS series_id,
           ((u.day - ${range.from}::date) / ${daysPerStep}::int) AS step,
           sum(u.cost_usd)::float8 AS cost_usd
    FROM agent a
    CROSS JOIN LATERAL (
      SELECT day, cost_usd FROM agent_usage_daily
      WHERE tenant_id = a.tenant_id AND day = ANY(${listDays(range)}::date[]) AND agent_id = a.id
    ) u
    WHERE a.owner_email = ${ownerEmail} AND a.status <> 'moved'
    GROUP BY 1, 2`;
}
