import { canChangeBudgets, toTenantScope, type Viewer } from "@/lib/auth/policy";
import { toRoundedUsd } from "@/lib/money";
import { toAgentName } from "@/lib/usage/names";
import { toElapsedShare, toPace } from "./period";
import type { BudgetRow } from "./schema";
import type { BudgetScope, StoredBudget } from "./store";

export function toBudgetName(row: Pick<StoredBudget, "kind" | "id" | "name" | "key_name">): string {
  return row.kind === "agent" ? toAgentName(row.id, row.name, row.key_name) : (row.name ?? row.id);
}

/** The budgets that a viewer may see: of tenants by role, and always the own accounts. */
export function toBudgetScope(viewer: Viewer): BudgetScope {
  return { ...toTenantScope(viewer), personId: viewer.email.toLowerCase() };
}

/** A budget as JSON carries it, with what the viewer may do. */
export function toBudgetRow(viewer: Viewer, row: StoredBudget, now: Date): BudgetRow {
  const spendUsd = toRoundedUsd(row.spend_usd);
  const softUsd = toRoundedUsd(row.soft_budget_usd);
  const elapsed = toElapsedShare(row.budget_duration, row.budget_reset_at, now);
  return {
    kind: row.kind,
    id: row.id,
    name: toBudgetName(row),
    tenant_id: row.tenant_id,
    tenant_name: row.tenant_name,
    spend_usd: spendUsd,
    soft_limit_usd: softUsd,
    limit_usd: toRoundedUsd(row.max_budget_usd),
    used_share: row.used_share,
    duration: row.budget_duration,
    reset_at: row.budget_reset_at?.toISOString() ?? null,
    pace: toPace(row.used_share, elapsed),
    state: row.state,
    runs_out_at: row.runs_out_at?.toISOString() ?? null,
    is_soft_crossed: softUsd !== null && spendUsd >= softUsd,
    is_blocked: row.is_blocked,
    can_edit: canChangeBudgets(viewer, row.tenant_id) && !row.is_organization,
  };
}
