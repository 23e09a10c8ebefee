import { Prisma } from "@/lib/db/generated/client";
import type { DayRange } from "@/lib/time";
import { splitWholeMonths } from "./whole-months";

/** What narrows a question; empty lists narrow nothing. */
export interface UsageFilterInput {
  agentIds: readonly string[];
  providers: readonly string[];
}

/** Amounts stay decimal text until the service rounds them. Counts fit a JavaScript integer. */
export interface FiguresRow {
  cost_usd: string;
  prompt_tokens: number;
  completion_tokens: number;
  cached_tokens: number;
  total_tokens: number;
  call_count: number;
}

export function whereUsage(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
  dateColumn: "day" | "month" = "day",
): Prisma.Sql {
  const conditions = [
    Prisma.sql`tenant_id = ${tenantId}`,
    Prisma.sql`${Prisma.raw(dateColumn)} BETWEEN ${range.from}::date AND ${range.to}::date`,
  ];
  if (filters.agentIds.length > 0) {
    conditions.push(Prisma.sql`agent_id = ANY(${[...filters.agentIds]})`);
  }
  if (filters.providers.length > 0) {
    conditions.push(Prisma.sql`provider = ANY(${[...filters.providers]})`);
  }
  return Prisma.join(conditions, " AND ");
}

/** The daily rollup with the fewest rows that can answer for agents: providers only where they are asked for. */
export function fromAgentRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.providers.length > 0 ? "usage_daily" : "agent_usage_daily");
}

const agentMetrics = Prisma.raw(
  "cost_usd, prompt_tokens, completion_tokens, cache_read_tokens, total_tokens, call_count",
);

/**
 * Rows that add up to the agents' usage in the range, in as few as it takes: whole months as one row an
 * agent, the days around them one by one. To be summed; their day or month is not among the columns.
 */
export function fromAgentPeriods(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
): Prisma.Sql {
  const fromDays = (days: DayRange) => Prisma.sql`
    SELECT agent_id, ${agentMetrics} FROM ${fromAgentRollup(filters)}
    WHERE ${whereUsage(tenantId, days, filters)}`;
  const whole = filters.providers.length > 0 ? null : splitWholeMonths(range);
  if (whole === null) return Prisma.sql`(${fromDays(range)}) u`;
  const fromMonths = Prisma.sql`
    SELECT agent_id, ${agentMetrics} FROM agent_usage_monthly
    WHERE ${whereUsage(tenantId, whole.months, filters, "month")}`;
  const parts = [fromMonths, ...whole.days.map(fromDays)];
  return Prisma.sql`(${Prisma.join(parts, " UNION ALL ")}) u`;
}

export function fromProviderRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.agentIds.length > 0 ? "usage_daily" : "provider_usage_daily");
}

export function fromMessageRollup(agentIds: readonly string[]): Prisma.Sql {
  return Prisma.raw(agentIds.length > 0 ? "message_daily" : "channel_message_daily");
}

/** What a rollup's sums are called in answers; `weight` lets a running day count in part. */
export const sums = Prisma.raw(`
  sum(cost_usd)::text AS cost_usd,
  sum(prompt_tokens)::float8 AS prompt_tokens,
  sum(completion_tokens)::float8 AS completion_tokens,
  sum(cache_read_tokens)::float8 AS cached_tokens,
  sum(total_tokens)::float8 AS total_tokens,
  sum(call_count)::float8 AS call_count`);
