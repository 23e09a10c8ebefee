import { rowResetAt } from "./budget-window";
import { isoSeconds } from "./days";
import type { JsonObject } from "./key-json";
import type { KeyRecord, Tenant } from "./model";
import { teamSpend } from "./spend";
import type { Store } from "./store";
import type { Features } from "./version";

function modelGroups(keys: readonly KeyRecord[]): string[] {
  return [...new Set(keys.flatMap((key) => key.profile.routes.map(({ model }) => model.group)))];
}

export function teamRow(store: Store, tenant: Tenant, features: Features): JsonObject {
  return {
    team_alias: tenant.alias,
    team_id: tenant.teamId,
    organization_id: tenant.organizationId,
    admins: [],
    members: [],
    members_with_roles: [
      {
        role: "admin",
        user_id: tenant.adminUserId,
        user_email: `${tenant.adminUserId}@example.com`,
      },
    ],
    team_member_permissions: [],
    metadata: {},
    tpm_limit: tenant.tpmLimit,
    rpm_limit: null,
    max_budget: tenant.maxBudget,
    budget_duration: tenant.budgetDuration,
    models: modelGroups(store.currentKeys(tenant.teamId)),
    blocked: tenant.isBlocked,
    router_settings: null,
    spend: teamSpend(store, tenant),
    max_parallel_requests: null,
    budget_reset_at: rowResetAt(tenant, tenant.budgetDuration, store.clock.nowMs()),
    model_id: null,
    litellm_model_table: null,
    object_permission: null,
    updated_at: isoSeconds(tenant.updatedAtMs),
    created_at: isoSeconds(tenant.createdAtMs),
    object_permission_id: null,
    ...(features.hasTeamSoftBudget ? { soft_budget: tenant.softBudget } : {}),
    ...(features.hasAccessGroups ? { access_group_ids: [] } : {}),
  };
}

export function teamMembership(tenant: Tenant): JsonObject {
  return {
    user_id: tenant.adminUserId,
    team_id: tenant.teamId,
    budget_id: "tier-free",
    spend: 0,
    litellm_budget_table: {
      budget_id: "tier-free",
      soft_budget: null,
      max_budget: 5,
      max_parallel_requests: null,
      tpm_limit: 100000,
      rpm_limit: 200,
      model_max_budget: null,
      budget_duration: "30d",
    },
  };
}
