import { proxyException } from "./errors";
import type { RouteContext } from "./route-context";
import { userRow } from "./users";

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
  return userRow(context.caller.userId, context.caller.role);
}

export function getUserInfo(context: RouteContext): unknown {
  checkOwn(context);
  const user = userRow(context.caller.userId, context.caller.role);
  return {
    user_id: context.caller.userId,
    user_info: { ...user, model_max_budget: {}, model_spend: {}, tpm_limit: null, rpm_limit: null },
    keys: [],
    teams: [],
  };
}
