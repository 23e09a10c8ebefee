import { Prisma } from "@/lib/db/generated/client";
import type { DayRange } from "@/lib/time";
import { splitMonths, toDaysAlone } from "./month-split";
import type { WeightedPeriod } from "./period";

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

function whereFilters(tenantId: string, filters: UsageFilterInput): Prisma.Sql {
  const conditions = [Prisma.sql`tenant_id = ${tenantId}`];
  if (filters.agentIds.length > 0) {
    conditions.push(Prisma.sql`agent_id = ANY(${[...filters.agentIds]})`);
  }
  if (filters.providers.length > 0) {
    conditions.push(Prisma.sql`provider = ANY(${[...filters.providers]})`);
  }
  return Prisma.join(conditions, " AND ");
}

export function whereUsage(
  tenantId: string,
  range: DayRange,
  filters: UsageFilterInput,
): Prisma.Sql {
  return Prisma.sql`
    ${whereFilters(tenantId, filters)} AND day BETWEEN ${range.from}::date AND ${range.to}::date`;
}

/** The daily rollup with the fewest rows that can answer for agents: providers only where they are asked for. */
export function fromAgentRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.providers.length > 0 ? "usage_daily" : "agent_usage_daily");
}

/** A rollup by day with its sums by month, null where they cannot answer. */
interface PeriodRollup {
  days: string;
  months: string | null;
  by: "agent_id" | "tenant_id";
  metrics: readonly string[];
  where: Prisma.Sql;
}

/**
 * Rows that add up to the period exactly, in as few as it takes: months as one row each, the days around them
 * one by one. To be summed; some of them are negative, and their day or month is not among the columns.
 */
export function fromPeriod(
  { days, months, by, metrics, where }: PeriodRollup,
  { range, lastDayShare }: WeightedPeriod,
): Prisma.Sql {
  const select = (
    table: string,
    column: "day" | "month",
    part: DayRange,
    weigh: (metric: Prisma.Sql) => Prisma.Sql = (metric) => metric,
  ) => Prisma.sql`
    SELECT ${Prisma.raw(by)}, ${Prisma.join(
      metrics.map((name) => Prisma.sql`${weigh(Prisma.raw(name))} AS ${Prisma.raw(name)}`),
    )}
    FROM ${Prisma.raw(table)}
    WHERE ${where} AND ${Prisma.raw(column)} BETWEEN ${part.from}::date AND ${part.to}::date`;
  const split = months === null ? toDaysAlone(range) : splitMonths(range);
  const parts = [
    ...(months !== null && split.months ? [select(months, "month", split.months)] : []),
    ...split.added.map((part) => select(days, "day", part)),
    ...split.subtracted.map((part) =>
      select(days, "day", part, (metric) => Prisma.sql`-${metric}`),
    ),
  ];
  if (lastDayShare !== 1) {
    const lastDay = { from: range.to, to: range.to };
    const toRest = (metric: Prisma.Sql) =>
      Prisma.sql`${metric} * (${String(lastDayShare)}::numeric - 1)`;
    parts.push(select(days, "day", lastDay, toRest));
  }
  return Prisma.sql`(${Prisma.join(parts, " UNION ALL ")}) u`;
}

const AGENT_METRICS = [
  ...["cost_usd", "prompt_tokens", "completion_tokens", "cache_read_tokens", "total_tokens"],
  "call_count",
];

/** The sums of each agent with usage in the period; months may name agents that had none in it. */
export function sumByAgent(
  tenantId: string,
  period: WeightedPeriod,
  filters: UsageFilterInput,
): Prisma.Sql {
  const isByProvider = filters.providers.length > 0;
  const rollup: PeriodRollup = {
    days: isByProvider ? "usage_daily" : "agent_usage_daily",
    months: isByProvider ? null : "agent_usage_monthly",
    by: "agent_id",
    metrics: AGENT_METRICS,
    where: whereFilters(tenantId, filters),
  };
  return Prisma.sql`
    SELECT agent_id, ${sums} FROM ${fromPeriod(rollup, period)} GROUP BY agent_id
    HAVING sum(call_count) <> 0 OR sum(total_tokens) <> 0 OR sum(cost_usd) <> 0`;
}

export function fromProviderRollup(filters: UsageFilterInput): Prisma.Sql {
  return Prisma.raw(filters.agentIds.length > 0 ? "usage_daily" : "provider_usage_daily");
}

export function fromMessageRollup(agentIds: readonly string[]): Prisma.Sql {
  return Prisma.raw(agentIds.length > 0 ? "message_daily" : "channel_message_daily");
}

/** What a rollup's sums are called in answers. */
export const sums = Prisma.raw(`
  sum(cost_usd)::text AS cost_usd,
  sum(prompt_tokens)::float8 AS prompt_tokens,
  sum(completion_tokens)::float8 AS completion_tokens,
  sum(cache_read_tokens)::float8 AS cached_tokens,
  sum(total_tokens)::float8 AS total_tokens,
  sum(call_count)::float8 AS call_count`);
