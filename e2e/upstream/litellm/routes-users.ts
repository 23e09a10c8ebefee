import type { Caller } from "./auth";
import { proxyException } from "./errors";
import type { JsonObject } from "./key-json";
import type { RouteContext } from "./route-context";

const CREATED_AT = "2026-01-05T09:00:00Z";

function userRow({ role, userId }: Caller): JsonObject {
  return {
    user_id: userId,
    user_email: `${userId}@example.com`,
    user_alias: null,
    user_role: role,
    spend: 0,
    max_budget: null,
    models: [],
    budget_duration: null,
    budget_reset_at: null,
    metadata: {},
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
    sso_user_id: null,
    teams: [],
  };
}

/** Only whoever asks is known here. */
function checkOwn({ caller, query }: RouteContext): void {
  const userId = query.get("user_id") ?? caller.userId;
  if (userId === caller.userId) return;
  if (caller.role === "internal_user") {
    const words = "You are not allowed to access this user's info. Your role=internal_user";
    throw proxyException(403, words, "internal_server_error");
  }
  throw proxyException(404, `User ${userId} not found`, "internal_server_error");
}

export function getLightUserInfo(context: RouteContext): unknown {
  checkOwn(context);
  return userRow(context.caller);
}

export function getUserInfo(context: RouteContext): unknown {
  checkOwn(context);
  const user = userRow(context.caller);
  return {
    user_id: context.caller.userId,
    user_info: { ...user, model_max_budget: {}, model_spend: {}, tpm_limit: null, rpm_limit: null },
    keys: [],
    teams: [],
  };
}
