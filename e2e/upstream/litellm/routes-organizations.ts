import { isoSeconds } from "./days";
import { httpException } from "./errors";
import { budgetTable, type JsonObject } from "./key-json";
import type { Organization } from "./model";
import type { RouteContext } from "./route-context";
import { organizationSpend } from "./spend";
import type { Store } from "./store";
import { teamRow } from "./team-json";
import type { Features } from "./version";

function organizationRow(store: Store, organization: Organization, features: Features): JsonObject {
  const { organizationId, alias, budget, createdAtMs } = organization;
  const teams = store.tenants.filter((tenant) => tenant.organizationId === organizationId);
  return {
    organization_id: organizationId,
    organization_alias: alias,
    budget_id: budget.budgetId,
    spend: organizationSpend(store, organization),
    metadata: {},
    models: [],
    model_spend: {},
    created_at: isoSeconds(createdAtMs),
    created_by: "default_user_id",
    updated_at: isoSeconds(createdAtMs),
    updated_by: "default_user_id",
    litellm_budget_table: budgetTable(budget, store.clock.nowMs()),
    members: [],
    teams: teams.map((team) => teamRow(store, team, features)),
    object_permission: null,
    object_permission_id: null,
  };
}

/** A bare array. From 1.102 it answers only a proxy with an Enterprise licence, which this is not. */
export function listOrganizations({ store, features }: RouteContext): unknown {
  if (features.closesOrganizations) {
    throw httpException(
      403,
      "Organizations are only available for LiteLLM Enterprise users. You must be a LiteLLM Enterprise user to use this feature.",
    );
  }
  return store.organizations.map((organization) => organizationRow(store, organization, features));
}
