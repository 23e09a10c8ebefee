import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { DayRange } from "@/lib/time";
import type { WeightedPeriod } from "./period";
import {
  fromAgentRollup,
  fromMessageRollup,
  sumByAgent,
  whereUsage,
  type FiguresRow,
  type UsageFilterInput,
} from "./rollup-store";
import type { AgentStatus } from "./schema";

export interface AgentUsageRow extends FiguresRow {
  agent_id: string;
  agent_name: string | null;
  key_name: string | null;
  status: AgentStatus | null;
  budget_limit_usd: string | null;
  budget_spend_usd: string;
  previous: FiguresRow | null;
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

const NO_PERIOD: WeightedPeriod = {
  range: { from: "0001-01-02", to: "0001-01-01" },
  lastDayShare: 1,
};

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
  const rows = await getDatabase().$queryRaw<PayrollSqlRow[]>`
    WITH now AS (${sumByAgent(tenantId, { range, lastDayShare: 1 }, filters)}),
    before AS (${sumByAgent(tenantId, previous ?? NO_PERIOD, filters)})
    SELECT agent_id, a.name AS agent_name, a.key_name, a.status::text AS status,
           a.max_budget_usd::text AS budget_limit_usd, a.budget_spend_usd::text AS budget_spend_usd,
           coalesce(now.cost_usd, '0') AS cost_usd,
           coalesce(now.prompt_tokens, 0) AS prompt_tokens,
           coalesce(now.completion_tokens, 0) AS completion_tokens,
           coalesce(now.cached_tokens, 0) AS cached_tokens,
           coalesce(now.total_tokens, 0) AS total_tokens,
           coalesce(now.call_count, 0) AS call_count,
           before.cost_usd AS previous_cost_usd, before.prompt_tokens AS previous_prompt_tokens,
           before.completion_tokens AS previous_completion_tokens,
           before.cached_tokens AS previous_cached_tokens,
           before.total_tokens AS previous_total_tokens, before.call_count AS previous_call_count
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
