import type { BudgetRow, CustomerRow } from "./customer-model";
import type { CustomerStore } from "./customer-store";
import { isoSeconds } from "./days";
import type { JsonObject } from "./key-json";
import type { Features } from "./version";

function nestedBudget(budget: BudgetRow, features: Features): JsonObject {
  const always: JsonObject = {
    budget_id: budget.budgetId,
    soft_budget: budget.softBudget,
    max_budget: budget.maxBudget,
    max_parallel_requests: null,
    tpm_limit: null,
    rpm_limit: null,
    model_max_budget: null,
    budget_duration: budget.budgetDuration,
  };
  if (features.hasAllowedModels) always.allowed_models = [];
  if (!features.hasTypedCustomers) return always;
  return {
    ...always,
    budget_reset_at: budget.resetAtMs === null ? null : isoSeconds(budget.resetAtMs),
    created_at: new Date(budget.createdAtMs).toISOString().replace("Z", "000Z"),
  };
}

/** A customer as /customer/info and /customer/list show it; the budget is nested, its dates from 1.92 on. */
export function customerJson(
  store: CustomerStore,
  customer: CustomerRow,
  features: Features,
): JsonObject {
  const budget = store.findBudget(customer.budgetId);
  const row: JsonObject = {
    user_id: customer.userId,
    blocked: customer.isBlocked,
    alias: customer.alias,
    spend: store.spendUsd(customer),
    allowed_model_region: customer.restrictions.region,
    default_model: customer.restrictions.defaultModel,
  };
  if (features.hasTypedCustomers) row.budget_id = budget?.budgetId ?? null;
  row.litellm_budget_table = budget === null ? null : nestedBudget(budget, features);
  if (!features.hasTypedCustomers) return row;
  const { objectPermissionId: id } = customer.restrictions;
  const permission = id === null ? null : { object_permission_id: id, vector_stores: ["vs-eu"] };
  return { ...row, object_permission_id: id, object_permission: permission };
}

/** A whole row of the budget table, as the /budget routes show it. */
export function budgetJson(budget: BudgetRow): JsonObject {
  return {
    budget_id: budget.budgetId,
    max_budget: budget.maxBudget,
    soft_budget: budget.softBudget,
    max_parallel_requests: null,
    tpm_limit: null,
    rpm_limit: null,
    model_max_budget: null,
    budget_duration: budget.budgetDuration,
    budget_reset_at: budget.resetAtMs === null ? null : isoSeconds(budget.resetAtMs),
    allowed_models: [],
    created_at: isoSeconds(budget.createdAtMs),
    created_by: "default_user_id",
    updated_at: isoSeconds(budget.updatedAtMs),
    updated_by: "default_user_id",
    organization: null,
    keys: null,
    end_users: null,
    tags: null,
    team_membership: null,
    organization_membership: null,
  };
}
