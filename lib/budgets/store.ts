import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/db/like";
import type { BudgetKind, BudgetListQuery, BudgetSort, BudgetState } from "./schema";

/** A row of the view budget_row; amounts as text, exact. */
export interface StoredBudget {
  kind: BudgetKind;
  tenant_id: string;
  id: string;
  name: string | null;
  key_name: string | null;
  tenant_name: string;
  spend_usd: string;
  soft_budget_usd: string | null;
  max_budget_usd: string | null;
  budget_duration: string | null;
  budget_reset_at: Date | null;
  is_blocked: boolean;
  /** Whose limits LiteLLM keeps closed. */
  is_organization: boolean;
  read_at: Date;
  used_share: number | null;
  state: BudgetState;
  /** When the limit is reached at the period's average rate; null where that is not before the reset. */
  runs_out_at: Date | null;
}

export type BudgetFilter = Pick<BudgetListQuery, "q" | "state" | "kind" | "tenant_id">;

export interface BudgetPageInput extends BudgetFilter {
  scope: BudgetScope;
  sort: BudgetSort;
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

/** Counted back from LiteLLM's reset date as in period.ts. */
const PERIOD_START = Prisma.sql`CASE
  WHEN budget_duration = '1mo' OR (budget_duration = '30d' AND date_trunc('month', budget_reset_at, 'UTC') = budget_reset_at)
    THEN (budget_reset_at AT TIME ZONE 'UTC' - interval '1 month') AT TIME ZONE 'UTC'
  WHEN budget_duration ~ '^[1-9][0-9]{0,3}[smhdw]$' THEN budget_reset_at - budget_duration::interval END`;
const PASSED = Prisma.sql`extract(epoch FROM now() - ${PERIOD_START})`;
const LENGTH = Prisma.sql`extract(epoch FROM budget_reset_at - ${PERIOD_START})`;
/** The first hours of a period say nothing of its rate. */
const RUNS_OUT = Prisma.sql`CASE
  WHEN spend_usd < max_budget_usd AND budget_reset_at > now() AND ${PASSED} > ${LENGTH} * 0.02
    AND spend_usd / max_budget_usd > ${PASSED} / ${LENGTH}
    THEN now() + make_interval(secs => (${PASSED} * (max_budget_usd / spend_usd - 1))::float8) END`;
const NEEDS_ATTENTION = Prisma.sql`(state IN ('exceeded', 'warning') OR is_blocked OR ${RUNS_OUT} IS NOT NULL)`;

export const BUDGET_COLUMNS = Prisma.sql`kind, tenant_id, id, name, key_name, tenant_name, spend_usd::text,
  soft_budget_usd::text, max_budget_usd::text, budget_duration, budget_reset_at, is_blocked, is_organization,
  read_at, used_share::float8, state, ${RUNS_OUT} AS runs_out_at`;

const SORT_COLUMNS: Record<BudgetSort, string> = {
  name: "lower(coalesce(name, key_name, id))",
  spent: "spend_usd",
  limit: "max_budget_usd",
  used: "used_share",
  reset: "budget_reset_at",
  runs_out: "runs_out_at",
};

/** What may be seen: the budgets of tenants, and a person's own accounts. */
export type BudgetScope = TenantScope & { personId?: string };

export function whereScope(scope: BudgetScope): Prisma.Sql {
  if (scope.kind === "all") return Prisma.sql`true`;
  const tenants = Prisma.sql`(kind <> 'account' AND tenant_id = ANY(${[...scope.tenantIds]}))`;
  if (scope.personId === undefined) return tenants;
  return Prisma.sql`(${tenants} OR (kind = 'account' AND tenant_name = ${scope.personId}))`;
}

function whereFound(scope: BudgetScope, filter: Omit<BudgetFilter, "state">): Prisma.Sql {
  const pattern = `%${escapeLike(filter.q)}%`;
  const parts = [whereScope(scope)];
  if (filter.kind !== "all") parts.push(Prisma.sql`kind = ${filter.kind}`);
  if (filter.tenant_id !== "") parts.push(Prisma.sql`tenant_id = ${filter.tenant_id}`);
  if (filter.q !== "") {
    parts.push(Prisma.sql`(name ILIKE ${pattern} OR key_name ILIKE ${pattern}
      OR id ILIKE ${pattern} OR tenant_name ILIKE ${pattern})`);
  }
  return Prisma.join(parts, " AND ");
}

function whereState(state: BudgetFilter["state"]): Prisma.Sql {
  if (state === "all") return Prisma.sql`true`;
  if (state === "attention") return NEEDS_ATTENTION;
  return state === "blocked" ? Prisma.sql`is_blocked` : Prisma.sql`state = ${state}`;
}

/** One page; a scope reads the agents of its tenants by key, everything is one pass over the snapshots. */
export function listBudgetPage(input: BudgetPageInput): Promise<StoredBudget[]> {
  const sort = Prisma.raw(SORT_COLUMNS[input.sort]);
  const order = Prisma.raw(input.order === "asc" ? "ASC NULLS LAST" : "DESC NULLS LAST");
  return getDatabase().$queryRaw<StoredBudget[]>`
    SELECT ${BUDGET_COLUMNS} FROM budget_row
    WHERE ${whereFound(input.scope, input)} AND ${whereState(input.state)}
    ORDER BY ${sort} ${order}, used_share DESC NULLS LAST, lower(coalesce(name, key_name, id)), tenant_id, kind, id
    LIMIT ${input.limit} OFFSET ${input.offset}`;
}

export interface StateCount {
  state: BudgetState;
  is_blocked: boolean;
  needs_attention: boolean;
  count: number;
}

/** How many budgets are in each state. */
export function countBudgetStates(
  scope: BudgetScope,
  filter: Omit<BudgetFilter, "state">,
): Promise<StateCount[]> {
  return getDatabase().$queryRaw<StateCount[]>`
    SELECT state, is_blocked, ${NEEDS_ATTENTION} AS needs_attention, count(*)::int AS count
    FROM budget_row WHERE ${whereFound(scope, filter)} GROUP BY 1, 2, 3`;
}

const MAX_WATCHED = 20_000;

/**
 * Limited budgets that are worth a look: used far enough, or with an alert that is open.
 * People's accounts are tens of thousands: only those that a rule names.
 * @param fromShare the lowest share of the limit that anybody wants to hear of
 */
export function listWatchedBudgets(
  fromShare: number,
  accountIds: readonly string[],
): Promise<StoredBudget[]> {
  return getDatabase().$queryRaw<StoredBudget[]>`
    SELECT ${BUDGET_COLUMNS} FROM budget_row b
    WHERE max_budget_usd IS NOT NULL AND (kind <> 'account' OR id = ANY(${[...accountIds]}))
      AND (used_share >= ${fromShare}::float8 OR EXISTS (
      SELECT 1 FROM alert a WHERE a.tenant_id = b.tenant_id AND a.kind::text = b.kind
        AND a.entity_id = b.id AND a.state <> 'resolved'))
    ORDER BY used_share DESC LIMIT ${MAX_WATCHED}`;
}
