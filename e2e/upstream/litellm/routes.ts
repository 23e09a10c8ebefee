import { authenticate, authorize, type AccessKeys } from "./auth";
import { httpException, notFound, ProxyError, proxyException } from "./errors";
import type { Handler, RouteContext } from "./route-context";
import {
  aggregateTeamActivity,
  aggregateUserActivity,
  listTagActivity,
  listTeamActivity,
} from "./routes-activity";
import { getBudgetInfo, listBudgets } from "./routes-budgets";
import { completeChat } from "./routes-calls";
import { listCustomerActivity } from "./routes-customer-activity";
import { getCustomerInfo, listCustomers } from "./routes-customers";
import {
  blockCustomers,
  deleteBudget,
  deleteCustomers,
  newBudget,
  newCustomer,
  unblockCustomers,
  updateBudget,
  updateCustomer,
} from "./routes-customer-writes";
import { getKeyInfo, listKeys } from "./routes-keys";
import {
  getLiveness,
  getModelGroupInfo,
  getModelInfo,
  getReadiness,
  getReadinessDetails,
  getSpendReport,
} from "./routes-models";
import { listOrganizations } from "./routes-organizations";
import { listSpendLogs } from "./routes-spend-logs";
import { getTeamInfo, listTeams, listTeamsV2 } from "./routes-teams";
import {
  blockKey,
  blockTeam,
  unblockKey,
  unblockTeam,
  updateKey,
  updateTeam,
} from "./routes-writes";
import { getLightUserInfo, getUserInfo } from "./routes-users";
import type { Features } from "./version";

interface Route {
  handler: Handler;
  /** GET where nothing else is said. */
  method?: "POST";
  isPublic?: boolean;
  needsDatabase?: boolean;
  existsIn?: (features: Features) => boolean;
}

const ROUTES: Readonly<Record<string, Route>> = {
  "/team/list": { handler: listTeams, needsDatabase: true },
  "/v2/team/list": { handler: listTeamsV2, needsDatabase: true },
  "/team/info": { handler: getTeamInfo, needsDatabase: true },
  "/key/list": { handler: listKeys, needsDatabase: true },
  "/key/info": { handler: getKeyInfo, needsDatabase: true },
  "/user/info": { handler: getUserInfo, needsDatabase: true },
  "/v2/user/info": {
    handler: getLightUserInfo,
    existsIn: (features) => features.hasLightUserInfo,
    needsDatabase: true,
  },
  "/organization/list": { handler: listOrganizations, needsDatabase: true },
  "/customer/info": { handler: getCustomerInfo, needsDatabase: true },
  "/end_user/info": { handler: getCustomerInfo, needsDatabase: true },
  "/customer/list": { handler: listCustomers, needsDatabase: true },
  "/end_user/list": { handler: listCustomers, needsDatabase: true },
  "/customer/daily/activity": {
    handler: listCustomerActivity,
    existsIn: (features) => features.hasCustomerActivity,
    needsDatabase: true,
  },
  "/budget/info": { handler: getBudgetInfo, method: "POST", needsDatabase: true },
  "/budget/new": { handler: newBudget, method: "POST", needsDatabase: true },
  "/budget/update": { handler: updateBudget, method: "POST", needsDatabase: true },
  "/budget/delete": { handler: deleteBudget, method: "POST", needsDatabase: true },
  "/customer/update": { handler: updateCustomer, method: "POST", needsDatabase: true },
  "/customer/new": { handler: newCustomer, method: "POST", needsDatabase: true },
  "/customer/block": { handler: blockCustomers, method: "POST", needsDatabase: true },
  "/customer/unblock": { handler: unblockCustomers, method: "POST", needsDatabase: true },
  "/customer/delete": { handler: deleteCustomers, method: "POST", needsDatabase: true },
  "/budget/list": { handler: listBudgets, needsDatabase: true },
  "/team/update": { handler: updateTeam, method: "POST", needsDatabase: true },
  "/team/block": { handler: blockTeam, method: "POST", needsDatabase: true },
  "/team/unblock": { handler: unblockTeam, method: "POST", needsDatabase: true },
  "/key/update": { handler: updateKey, method: "POST", needsDatabase: true },
  "/key/block": { handler: blockKey, method: "POST", needsDatabase: true },
  "/key/unblock": { handler: unblockKey, method: "POST", needsDatabase: true },
  "/team/daily/activity": { handler: listTeamActivity, needsDatabase: true },
  "/tag/daily/activity": { handler: listTagActivity, needsDatabase: true },
  "/user/daily/activity/aggregated": { handler: aggregateUserActivity, needsDatabase: true },
  "/team/daily/activity/aggregated": {
    handler: aggregateTeamActivity,
    existsIn: (features) => features.hasTeamAggregated,
    needsDatabase: true,
  },
  "/spend/logs/v2": {
    handler: listSpendLogs,
    existsIn: (features) => features.hasSpendLogs,
    needsDatabase: true,
  },
  "/chat/completions": { handler: completeChat, method: "POST", needsDatabase: true },
  "/model/info": { handler: getModelInfo },
  "/v1/model/info": { handler: getModelInfo },
  "/model_group/info": { handler: getModelGroupInfo },
  "/health/liveliness": { handler: getLiveness, isPublic: true },
  "/health/liveness": { handler: getLiveness, isPublic: true },
  "/health/readiness": { handler: getReadiness, isPublic: true },
  "/health/readiness/details": {
    handler: getReadinessDetails,
    existsIn: (features) => features.hasReadinessDetails,
  },
  "/global/spend/report": { handler: getSpendReport },
};

export interface Answer {
  status: number;
  body: unknown;
}

function databaseError(path: string, features: Features): ProxyError {
  if (features.hasNoDbStatus) {
    return proxyException(503, "Database is not reachable", "no_db_connection", null);
  }
  if (path.includes("/daily/activity")) {
    return httpException(500, "Failed to fetch analytics: Not connected to DB!");
  }
  return proxyException(
    500,
    "Internal Server Error, Not connected to DB!",
    "internal_server_error",
  );
}

function runRoute(
  method: string,
  headers: NodeJS.Dict<string | string[]>,
  keys: AccessKeys,
  context: Omit<RouteContext, "caller">,
): unknown {
  const { path, features } = context;
  const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (route === undefined || route.existsIn?.(features) === false) throw notFound();
  if (method !== (route.method ?? "GET"))
    throw new ProxyError(405, { detail: "Method Not Allowed" });
  if (route.isPublic === true) {
    return route.handler({
      ...context,
      caller: { role: "internal_user", userId: "", token: null },
    });
  }
  const caller = authenticate(keys, headers);
  authorize(caller, path, features, method === "POST" && path !== "/budget/info");
  if (context.isDatabaseDown && route.needsDatabase === true) throw databaseError(path, features);
  return route.handler({ ...context, caller });
}

export function answer(
  method: string,
  headers: NodeJS.Dict<string | string[]>,
  keys: AccessKeys,
  context: Omit<RouteContext, "caller">,
): Answer {
  try {
    return { status: 200, body: runRoute(method, headers, keys, context) };
  } catch (error) {
    if (error instanceof ProxyError) return { status: error.status, body: error.body };
    throw error;
  }
}
