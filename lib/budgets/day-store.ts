import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { BudgetTarget } from "./schema";

export interface CostDayRow {
  day: IsoDay;
  cost_usd: string;
}

/**
 * What LiteLLM charged alone: its limits count nothing else. An agent's calls count for its budget wherever it
 * worked; served by the keys of agent and rollup.
 */
function fromDays(target: BudgetTarget, range: DayRange): Prisma.Sql {
  const within = Prisma.sql`day BETWEEN ${range.from}::date AND ${range.to}::date`;
  if (target.kind === "tenant") {
    return Prisma.sql`usage_daily
      WHERE tenant_id = ${target.tenant_id} AND source = 'litellm' AND ${within}`;
  }
  return Prisma.sql`agent_usage_daily
    WHERE tenant_id IN (SELECT tenant_id FROM agent WHERE id = ${target.id})
      AND agent_id = ${target.id} AND ${within}`;
}

/** What each day cost; a day without calls has no row. */
export function listCostDays(target: BudgetTarget, range: DayRange): Promise<CostDayRow[]> {
  return getDatabase().$queryRaw<CostDayRow[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(cost_usd)::text AS cost_usd
    FROM ${fromDays(target, range)} GROUP BY day ORDER BY day`;
}

export interface CoveredDay {
  day: IsoDay;
  read_at: Date;
}

/** The tenant's days that were read as a whole. */
export function listCoverage(tenantId: string, range: DayRange): Promise<CoveredDay[]> {
  return getDatabase().$queryRaw<CoveredDay[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, read_at FROM day_coverage
    WHERE tenant_id = ${tenantId} AND kind = 'usage'
      AND day BETWEEN ${range.from}::date AND ${range.to}::date ORDER BY day`;
}
