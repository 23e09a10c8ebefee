import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DayRange, IsoDay } from "@/lib/time";
import {
  fromAgentRollup,
  fromMessageRollup,
  fromProviderRollup,
  sumByAgent,
  sums,
  whereUsage,
  type FiguresRow,
  type UsageFilterInput,
} from "./rollup-store";

const isoDay = (column: string) => Prisma.raw(`to_char(${column}, 'YYYY-MM-DD')`);

export interface SummaryRow extends FiguresRow {
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
}

/** Served by the primary key of its rollup (tenant, day, …), as every question below. */
export function summarizeByAgent(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
): Promise<SummaryRow[]> {
  return getDatabase().$queryRaw<SummaryRow[]>`
    SELECT u.*, a.name AS agent_name, a.key_name
    FROM (${sumByAgent(tenantId, { range, lastDayShare: 1 }, filters)}) u
    LEFT JOIN agent a ON a.tenant_id = ${tenantId} AND a.id = u.agent_id
    ORDER BY u.cost_usd::numeric DESC, u.agent_id`;
}

export interface ProviderRow {
  provider: string;
  cost_usd: string;
  call_count: number;
}

export function summarizeByProvider(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
): Promise<ProviderRow[]> {
  return getDatabase().$queryRaw<ProviderRow[]>`
    SELECT provider, sum(cost_usd)::text AS cost_usd, sum(call_count)::float8 AS call_count
    FROM ${fromProviderRollup(filters)} WHERE ${whereUsage(tenantId, range, filters)}
    GROUP BY provider ORDER BY sum(cost_usd) DESC, provider`;
}

export interface ModelRow extends FiguresRow {
  model: string;
}

export function summarizeByModel(
  tenantId: string,
  range: DayRange,
  agentIds: readonly string[],
): Promise<ModelRow[]> {
  return getDatabase().$queryRaw<ModelRow[]>`
    SELECT model, ${sums} FROM usage_model_daily
    WHERE ${whereUsage(tenantId, range, { agentIds, providers: [] })}
    GROUP BY model ORDER BY sum(usage_model_daily.cost_usd) DESC, model`;
}

export interface ChannelRow {
  channel: string;
  message_count: number;
  overlap_max: number;
}

export function summarizeByChannel(
  tenantId: string,
  range: DayRange,
  agentIds: readonly string[],
): Promise<ChannelRow[]> {
  return getDatabase().$queryRaw<ChannelRow[]>`
    SELECT channel, sum(message_count)::float8 AS message_count,
           sum(overlap_max)::float8 AS overlap_max
    FROM ${fromMessageRollup(agentIds)}
    WHERE ${whereUsage(tenantId, range, { agentIds, providers: [] })}
    GROUP BY channel ORDER BY sum(message_count) DESC, channel`;
}

export interface DailySeriesRow {
  day: IsoDay;
  series_id: string;
  series_name: string | null;
  key_name: string | null;
  cost_usd: string;
  total_tokens: number;
  call_count: number;
}

export function listDailySeries(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
  groupBy: "agent" | "provider",
): Promise<DailySeriesRow[]> {
  const column = Prisma.raw(groupBy === "agent" ? "agent_id" : "provider");
  const rollup = groupBy === "agent" ? fromAgentRollup(filters) : fromProviderRollup(filters);
  return getDatabase().$queryRaw<DailySeriesRow[]>`
    SELECT ${isoDay("u.day")} AS day, u.series_id, a.name AS series_name, a.key_name,
           u.cost_usd, u.total_tokens, u.call_count
    FROM (SELECT day, ${column} AS series_id, sum(cost_usd)::text AS cost_usd,
                 sum(total_tokens)::float8 AS total_tokens, sum(call_count)::float8 AS call_count
          FROM ${rollup} WHERE ${whereUsage(tenantId, range, filters)}
          GROUP BY day, ${column}) u
    LEFT JOIN agent a ON ${groupBy === "agent"} AND a.tenant_id = ${tenantId} AND a.id = u.series_id
    ORDER BY u.day, u.series_id`;
}

/** Cost of all series together. Days without usage have no row. */
export function listDailyTotals(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
): Promise<{ day: IsoDay; cost_usd: string }[]> {
  return getDatabase().$queryRaw<{ day: IsoDay; cost_usd: string }[]>`
    SELECT ${isoDay("day")} AS day, sum(cost_usd)::text AS cost_usd
    FROM ${fromProviderRollup(filters)} WHERE ${whereUsage(tenantId, range, filters)}
    GROUP BY day ORDER BY day`;
}

/** Days of a range that were read as a whole. */
export async function listCoveredDays(tenantId: string, range: DayRange): Promise<IsoDay[]> {
  const rows = await getDatabase().$queryRaw<{ day: IsoDay }[]>`
    SELECT ${isoDay("day")} AS day FROM day_coverage
    WHERE tenant_id = ${tenantId} AND kind = 'usage'
      AND day BETWEEN ${range.from}::date AND ${range.to}::date ORDER BY day`;
  return rows.map((row) => row.day);
}

export interface BudgetRow {
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
  budget_limit_usd: string | null;
  budget_spend_usd: string;
}

/** Agents that work for the tenant now. */
export function listAgentBudgets(
  tenantId: string,
  agentIds: readonly string[],
): Promise<BudgetRow[]> {
  const only = agentIds.length > 0 ? Prisma.sql`AND id = ANY(${[...agentIds]})` : Prisma.empty;
  return getDatabase().$queryRaw<BudgetRow[]>`
    SELECT id AS agent_id, name AS agent_name, key_name,
           max_budget_usd::text AS budget_limit_usd, budget_spend_usd::text AS budget_spend_usd
    FROM agent WHERE tenant_id = ${tenantId} AND status = 'active' ${only}
    ORDER BY max_budget_usd IS NULL, budget_spend_usd / nullif(max_budget_usd, 0) DESC NULLS FIRST,
             name, id`;
}
