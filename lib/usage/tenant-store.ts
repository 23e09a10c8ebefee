import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/db/like";
import type { DayRange } from "@/lib/time";
import type { TenantSort } from "./schema";
import type { TrendRow } from "./payroll-store";
import type { WeightedPeriod } from "./period";
import { BUDGET_WARNING_SHARE } from "./budget-status";
import { fromPeriod } from "./rollup-store";

export interface TenantListInput {
  scope: TenantScope;
  range: DayRange;
  previous: WeightedPeriod;
  search: string;
  sort: TenantSort;
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

export interface TenantUsageRow {
  tenant_id: string;
  cost_usd: string;
  previous_cost_usd: string;
  total_tokens: number;
  call_count: number;
  found: number;
  found_cost_usd: string;
  found_previous_cost_usd: string;
  found_tokens: number;
  found_calls: number;
  found_exceeded: number;
  found_warning: number;
}

const spent = "t.budget_spend_usd >= t.max_budget_usd";
const nearlySpent = `t.budget_spend_usd >= t.max_budget_usd * ${String(BUDGET_WARNING_SHARE)}`;

const SORT_EXPRESSIONS: Record<TenantSort, string> = {
  name: "lower(t.name)",
  cost: "coalesce(u.cost_usd, 0)",
  // What is new has no share to grow by, and stands last.
  change: "(coalesce(u.cost_usd, 0) - b.cost_usd) / nullif(b.cost_usd, 0)",
  tokens: "coalesce(u.total_tokens, 0)",
  agents: "(SELECT count(*) FROM agent a WHERE a.tenant_id = t.id AND a.status = 'active')",
  budget: "t.budget_spend_usd / nullif(t.max_budget_usd, 0)",
};

function whereTenant(scope: TenantScope, column: string): Prisma.Sql {
  if (scope.kind === "all") return Prisma.sql`true`;
  return Prisma.sql`${Prisma.raw(column)} = ANY(${[...scope.tenantIds]})`;
}

/** Sums of each tenant in the scope that had usage in a month of the period. */
function sumByTenant(scope: TenantScope, period: WeightedPeriod): Prisma.Sql {
  const rollup = {
    ...{ days: "tenant_usage_daily", months: "tenant_usage_monthly", by: "tenant_id" as const },
    metrics: ["cost_usd", "total_tokens", "call_count"],
    where: whereTenant(scope, "tenant_id"),
  };
  return Prisma.sql`
    SELECT tenant_id, sum(cost_usd) AS cost_usd, sum(total_tokens)::float8 AS total_tokens,
           sum(call_count)::float8 AS call_count
    FROM ${fromPeriod(rollup, period)} GROUP BY tenant_id`;
}

/** One page of tenants with their sums; served by (day, tenant) and (month, tenant), or the other way round. */
export function listTenantUsage(input: TenantListInput): Promise<TenantUsageRow[]> {
  const { range, previous, scope } = input;
  const sort = Prisma.raw(SORT_EXPRESSIONS[input.sort]);
  const order = Prisma.raw(input.order === "asc" ? "ASC NULLS FIRST" : "DESC NULLS LAST");
  return getDatabase().$queryRaw<TenantUsageRow[]>`
    WITH used AS (${sumByTenant(scope, { range, lastDayShare: 1 })}),
    before AS (${sumByTenant(scope, previous)})
    SELECT t.id AS tenant_id, coalesce(u.cost_usd, 0)::text AS cost_usd,
           coalesce(b.cost_usd, 0)::text AS previous_cost_usd,
           coalesce(u.total_tokens, 0) AS total_tokens, coalesce(u.call_count, 0) AS call_count,
           (count(*) OVER ())::int AS found,
           coalesce(sum(u.cost_usd) OVER (), 0)::text AS found_cost_usd,
           coalesce(sum(b.cost_usd) OVER (), 0)::text AS found_previous_cost_usd,
           coalesce(sum(u.total_tokens) OVER (), 0)::float8 AS found_tokens,
           coalesce(sum(u.call_count) OVER (), 0)::float8 AS found_calls,
           (count(*) FILTER (WHERE ${Prisma.raw(spent)}) OVER ())::int AS found_exceeded,
           (count(*) FILTER (WHERE ${Prisma.raw(nearlySpent)}) OVER ())::int AS found_warning
    FROM tenant t
    LEFT JOIN used u ON u.tenant_id = t.id
    LEFT JOIN before b ON b.tenant_id = t.id
    WHERE ${whereTenant(scope, "t.id")}
      AND (t.removed_at IS NULL OR u.cost_usd > 0)
      AND (${input.search === ""} OR t.name ILIKE ${`%${escapeLike(input.search)}%`}
           OR t.id ILIKE ${`%${escapeLike(input.search)}%`})
    ORDER BY ${sort} ${order}, t.name, t.id
    LIMIT ${input.limit} OFFSET ${input.offset}`;
}

export function listTenantTrends(
  tenantIds: readonly string[],
  range: DayRange,
  daysPerStep: number,
): Promise<TrendRow[]> {
  return getDatabase().$queryRaw<TrendRow[]>`
    SELECT tenant_id AS series_id, ((day - ${range.from}::date) / ${daysPerStep}::int) AS step,
           sum(cost_usd)::float8 AS cost_usd
    FROM tenant_usage_daily
    WHERE tenant_id = ANY(${[...tenantIds]})
      AND day BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY 1, 2`;
}

/** The newest good reading of anything, for the list as a whole. */
export async function findListVersion(
  scope: TenantScope,
): Promise<{ versions: string; readAt: Date | null }> {
  const [row] = await getDatabase().$queryRaw<{ versions: string | null; read_at: Date | null }[]>`
    SELECT (sum(version) || '-' || count(*)) AS versions,
           (SELECT max(last_ok_at) FROM snapshot_state s
            WHERE s.kind = 'usage' AND ${whereTenant(scope, "s.tenant_id")}) AS read_at
    FROM tenant t WHERE ${whereTenant(scope, "t.id")}`;
  return { versions: row?.versions ?? "0", readAt: row?.read_at ?? null };
}
