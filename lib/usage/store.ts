import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { AgentStatus } from "./schema";

/** What narrows a question; empty lists narrow nothing. */
export interface UsageFilterInput {
  agentIds: readonly string[];
  providers: readonly string[];
}

/** Amounts stay decimal text until the service rounds them. Counts fit a JavaScript integer. */
interface FiguresRow {
  cost_usd: string;
  prompt_tokens: number;
  completion_tokens: number;
  cached_tokens: number;
  total_tokens: number;
  call_count: number;
}

export interface AgentUsageRow extends FiguresRow {
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
  status: AgentStatus | null;
  budget_limit_usd: string | null;
  budget_spend_usd: string;
  previous: FiguresRow | null;
}

const isoDay = (column: string) => Prisma.raw(`to_char(${column}, 'YYYY-MM-DD')`);

function whereUsage(tenantId: string, range: DayRange, filters: UsageFilterInput): Prisma.Sql {
  const conditions = [
    Prisma.sql`tenant_id = ${tenantId}`,
    Prisma.sql`day BETWEEN ${range.from}::date AND ${range.to}::date`,
  ];
  if (filters.agentIds.length > 0) {
    conditions.push(Prisma.sql`agent_id = ANY(${[...filters.agentIds]})`);
  }
  if (filters.providers.length > 0) {
    conditions.push(Prisma.sql`provider = ANY(${[...filters.providers]})`);
  }
  return Prisma.join(conditions, " AND ");
}

/** The rollup with the fewest rows that can answer for agents: providers only where they are asked for. */
function fromAgentRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.providers.length > 0 ? "usage_daily" : "agent_usage_daily");
}

function fromProviderRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.agentIds.length > 0 ? "usage_daily" : "provider_usage_daily");
}

function fromMessageRollup(agentIds: readonly string[]): Prisma.Sql {
  return Prisma.raw(agentIds.length > 0 ? "message_daily" : "channel_message_daily");
}

/** What a rollup's sums are called in answers; `weight` lets a running day count in part. */
const sums = Prisma.raw(`
  sum(cost_usd)::text AS cost_usd,
  sum(prompt_tokens)::float8 AS prompt_tokens,
  sum(completion_tokens)::float8 AS completion_tokens,
  sum(cache_read_tokens)::float8 AS cached_tokens,
  sum(total_tokens)::float8 AS total_tokens,
  sum(call_count)::float8 AS call_count`);

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
    FROM (SELECT agent_id, ${sums} FROM ${fromAgentRollup(filters)}
          WHERE ${whereUsage(tenantId, range, filters)} GROUP BY agent_id) u
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

/** Days of a range that were read as a whole. */
export async function listCoveredDays(tenantId: string, range: DayRange): Promise<IsoDay[]> {
  const rows = await getDatabase().$queryRaw<{ day: IsoDay }[]>`
    SELECT ${isoDay("day")} AS day FROM day_coverage
    WHERE tenant_id = ${tenantId} AND kind = 'usage'
      AND day BETWEEN ${range.from}::date AND ${range.to}::date ORDER BY day`;
  return rows.map((row) => row.day);
}

interface PayrollSqlRow extends FiguresRow {
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
  status: AgentStatus | null;
  budget_limit_usd: string | null;
  budget_spend_usd: string | null;
  previous_cost_usd: string | null;
  previous_prompt_tokens: number | null;
  previous_completion_tokens: number | null;
  previous_cached_tokens: number | null;
  previous_total_tokens: number | null;
  previous_call_count: number | null;
}

/** A period to compare with; its last day counts by the share. */
export interface WeightedPeriod {
  range: DayRange;
  lastDayShare: number;
}

/**
 * Both periods of every agent in one pass over one index range each. Agents that only cost something
 * in the previous period are rows of zeros with a previous figure.
 */
export async function listPayrollRows(
  tenantId: string,
  range: DayRange,
  previous: WeightedPeriod | null,
  filters: UsageFilterInput,
): Promise<AgentUsageRow[]> {
  const before = previous ?? { range: { from: "0001-01-02", to: "0001-01-01" }, lastDayShare: 1 };
  const rows = await getDatabase().$queryRaw<PayrollSqlRow[]>`
    WITH now AS (
      SELECT agent_id, ${sums} FROM ${fromAgentRollup(filters)}
      WHERE ${whereUsage(tenantId, range, filters)} GROUP BY agent_id
    ), weighted AS (
      SELECT *, CASE WHEN day = ${before.range.to}::date
                     THEN ${String(before.lastDayShare)}::numeric ELSE 1 END AS weight
      FROM ${fromAgentRollup(filters)} WHERE ${whereUsage(tenantId, before.range, filters)}
    ), before AS (
      SELECT agent_id,
             sum(cost_usd * weight)::text AS previous_cost_usd,
             sum(prompt_tokens * weight)::float8 AS previous_prompt_tokens,
             sum(completion_tokens * weight)::float8 AS previous_completion_tokens,
             sum(cache_read_tokens * weight)::float8 AS previous_cached_tokens,
             sum(total_tokens * weight)::float8 AS previous_total_tokens,
             sum(call_count * weight)::float8 AS previous_call_count
      FROM weighted GROUP BY agent_id
    )
    SELECT agent_id, a.name AS agent_name, a.key_name, a.status::text AS status,
           a.max_budget_usd::text AS budget_limit_usd, a.budget_spend_usd::text AS budget_spend_usd,
           coalesce(now.cost_usd, '0') AS cost_usd,
           coalesce(prompt_tokens, 0) AS prompt_tokens,
           coalesce(completion_tokens, 0) AS completion_tokens,
           coalesce(cached_tokens, 0) AS cached_tokens,
           coalesce(total_tokens, 0) AS total_tokens,
           coalesce(call_count, 0) AS call_count,
           previous_cost_usd, previous_prompt_tokens, previous_completion_tokens,
           previous_cached_tokens, previous_total_tokens, previous_call_count
    FROM now FULL JOIN before USING (agent_id)
    LEFT JOIN agent a ON a.tenant_id = ${tenantId} AND a.id = agent_id
    ORDER BY now.cost_usd::numeric DESC NULLS LAST, agent_id`;
  return rows.map(toAgentUsageRow);
}

function toAgentUsageRow(row: PayrollSqlRow): AgentUsageRow {
  return {
    agent_id: row.agent_id,
    agent_name: row.agent_name,
    key_name: row.key_name,
    status: row.status,
    budget_limit_usd: row.budget_limit_usd,
    budget_spend_usd: row.budget_spend_usd ?? "0",
    cost_usd: row.cost_usd,
    prompt_tokens: row.prompt_tokens,
    completion_tokens: row.completion_tokens,
    cached_tokens: row.cached_tokens,
    total_tokens: row.total_tokens,
    call_count: row.call_count,
    previous:
      row.previous_cost_usd === null
        ? null
        : {
            cost_usd: row.previous_cost_usd,
            prompt_tokens: row.previous_prompt_tokens ?? 0,
            completion_tokens: row.previous_completion_tokens ?? 0,
            cached_tokens: row.previous_cached_tokens ?? 0,
            total_tokens: row.previous_total_tokens ?? 0,
            call_count: row.previous_call_count ?? 0,
          },
  };
}

export interface TrendRow {
  series_id: string;
  step: number;
  /** For drawing only. */
  cost_usd: number;
}

/** Cost of each agent in steps of `daysPerStep`, counted from the range's first day. */
export function listAgentTrends(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
  daysPerStep: number,
): Promise<TrendRow[]> {
  return getDatabase().$queryRaw<TrendRow[]>`
    SELECT agent_id AS series_id, ((day - ${range.from}::date) / ${daysPerStep}::int) AS step,
           sum(cost_usd)::float8 AS cost_usd
    FROM ${fromAgentRollup(filters)} WHERE ${whereUsage(tenantId, range, filters)}
    GROUP BY 1, 2`;
}

/** The previous period's messages, its last day weighted. */
export async function countMessages(
  tenantId: string,
  period: WeightedPeriod,
  agentIds: readonly string[],
): Promise<number> {
  const [row] = await getDatabase().$queryRaw<{ messages: number | null }[]>`
    SELECT sum(message_count * CASE WHEN day = ${period.range.to}::date
               THEN ${String(period.lastDayShare)}::numeric ELSE 1 END)::float8 AS messages
    FROM ${fromMessageRollup(agentIds)}
    WHERE ${whereUsage(tenantId, period.range, { agentIds, providers: [] })}`;
  return row?.messages ?? 0;
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
