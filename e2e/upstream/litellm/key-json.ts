import { budgetResetAt, rowResetAt } from "./budget-window";
import type { Caller } from "./auth";
import { isoSeconds } from "./days";
import type { KeyRecord, LinkedBudget } from "./model";
import { keySpend } from "./spend";
import type { Store } from "./store";
import { userRow } from "./users";

export type JsonObject = Record<string, unknown>;

export function budgetTable(budget: LinkedBudget, nowMs: number): JsonObject {
  return {
    budget_id: budget.budgetId,
    soft_budget: budget.softBudget,
    max_budget: budget.maxBudget,
    max_parallel_requests: null,
    tpm_limit: null,
    rpm_limit: null,
    model_max_budget: null,
    budget_duration: budget.budgetDuration,
    budget_reset_at: budgetResetAt(budget.budgetDuration, nowMs),
    created_at: isoSeconds(budget.createdAtMs),
    created_by: "default_user_id",
    updated_at: isoSeconds(budget.createdAtMs),
    updated_by: "default_user_id",
  };
}

/** The key's row without its hash, as /key/info and /team/info show it. */
export function keyRow(store: Store, key: KeyRecord): JsonObject {
  const nowMs = store.clock.nowMs();
  const models = [...new Set(key.profile.routes.map(({ model }) => model.group))];
  return {
    key_name: key.keyName,
    key_alias: key.alias,
    soft_budget_cooldown: false,
    spend: keySpend(store, key),
    expires: null,
    models,
    aliases: {},
    config: {},
    user_id: key.userId,
    team_id: key.teams.at(-1)?.teamId ?? null,
    permissions: {},
    max_parallel_requests: null,
    metadata: {},
    blocked: key.isBlocked ? true : null,
    tpm_limit: key.tpmLimit,
    rpm_limit: null,
    max_budget: key.maxBudget,
    budget_duration: key.budgetDuration,
    budget_reset_at: rowResetAt(key, key.budgetDuration, nowMs),
    allowed_cache_controls: [],
    allowed_routes: [],
    model_spend: {},
    model_max_budget: {},
    budget_id: key.linkedBudget?.budgetId ?? null,
    organization_id: key.organizationId,
    object_permission_id: null,
    created_at: isoSeconds(key.createdAtMs),
    created_by: key.userId ?? "default_user_id",
    updated_at: isoSeconds(key.updatedAtMs),
    updated_by: key.userId ?? "default_user_id",
    rotation_count: 0,
    auto_rotate: false,
    rotation_interval: null,
    last_rotation_at: null,
    key_rotation_at: null,
    litellm_budget_table: key.linkedBudget === null ? null : budgetTable(key.linkedBudget, nowMs),
    object_permission: null,
  };
}

/** The row of the key that asks, which made no calls. */
export function callerKeyRow({ role, userId }: Caller): JsonObject {
  const created = "2026-01-05T09:00:00Z";
  return {
    key_name: "sk-...call",
    key_alias: role,
    soft_budget_cooldown: false,
    spend: 0,
    expires: null,
    models: [],
    aliases: {},
    config: {},
    user_id: userId,
    team_id: null,
    permissions: {},
    max_parallel_requests: null,
    metadata: {},
    blocked: null,
    tpm_limit: null,
    rpm_limit: null,
    max_budget: null,
    budget_duration: null,
    budget_reset_at: null,
    allowed_cache_controls: [],
    allowed_routes: [],
    model_spend: {},
    model_max_budget: {},
    budget_id: null,
    organization_id: null,
    object_permission_id: null,
    created_at: created,
    created_by: "default_user_id",
    updated_at: created,
    updated_by: "default_user_id",
    litellm_budget_table: null,
  };
}

export function keyRowWithToken(store: Store, key: KeyRecord): JsonObject {
  return { token: key.token, ...keyRow(store, key) };
}

/** /key/list names the organisation `org_id`, adds columns of its view, and the user where that is asked for. */
export function listedKey(store: Store, key: KeyRecord, expandsUser: boolean): JsonObject {
  const { organization_id: orgId, ...row } = keyRowWithToken(store, key);
  const user = expandsUser ? { user: key.userId === null ? null : userRow(key.userId) } : {};
  const listed: JsonObject = { ...row, org_id: orgId, team_alias: null, user_role: null, ...user };
  if (key.deletedAtMs === null) return listed;
  return {
    ...listed,
    deleted_at: isoSeconds(key.deletedAtMs),
    deleted_by: "default_user_id",
    deleted_by_api_key: null,
    litellm_changed_by: null,
  };
}
