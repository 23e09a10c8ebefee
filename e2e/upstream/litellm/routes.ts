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
  /** It answers while the database is down. */
  withoutDatabase?: boolean;
  existsIn?: (features: Features) => boolean;
}

const ROUTES: Readonly<Record<string, Route>> = {
  "/team/list": { handler: listTeams },
  "/v2/team/list": { handler: listTeamsV2 },
  "/team/info": { handler: getTeamInfo },
  "/key/list": { handler: listKeys },
  "/key/info": { handler: getKeyInfo },
  "/user/info": { handler: getUserInfo },
  "/v2/user/info": {
    handler: getLightUserInfo,
    existsIn: (features) => features.hasLightUserInfo,
  },
  "/organization/list": { handler: listOrganizations },
  "/customer/info": { handler: getCustomerInfo },
  "/customer/list": { handler: listCustomers },
  "/customer/daily/activity": {
    handler: listCustomerActivity,
    existsIn: (features) => features.hasCustomerActivity,
  },
  "/budget/info": { handler: getBudgetInfo, method: "POST" },
  "/budget/new": { handler: newBudget, method: "POST" },
  "/budget/update": { handler: updateBudget, method: "POST" },
  "/budget/delete": { handler: deleteBudget, method: "POST" },
  "/customer/update": { handler: updateCustomer, method: "POST" },
  "/customer/new": { handler: newCustomer, method: "POST" },
  "/customer/block": { handler: blockCustomers, method: "POST" },
  "/customer/unblock": { handler: unblockCustomers, method: "POST" },
  "/customer/delete": { handler: deleteCustomers, method: "POST" },
  "/budget/list": { handler: listBudgets },
  "/team/update": { handler: updateTeam, method: "POST" },
  "/team/block": { handler: blockTeam, method: "POST" },
  "/team/unblock": { handler: unblockTeam, method: "POST" },
  "/key/update": { handler: updateKey, method: "POST" },
  "/key/block": { handler: blockKey, method: "POST" },
  "/key/unblock": { handler: unblockKey, method: "POST" },
  "/team/daily/activity": { handler: listTeamActivity },
  "/tag/daily/activity": { handler: listTagActivity },
  "/user/daily/activity/aggregated": { handler: aggregateUserActivity },
  "/team/daily/activity/aggregated": {
    handler: aggregateTeamActivity,
    existsIn: (features) => features.hasTeamAggregated,
  },
  "/spend/logs/v2": {
    handler: listSpendLogs,
    existsIn: (features) => features.hasSpendLogs,
  },
  "/chat/completions": { handler: completeChat, method: "POST" },
  "/model/info": { handler: getModelInfo, withoutDatabase: true },
  "/model_group/info": { handler: getModelGroupInfo, withoutDatabase: true },
  "/health/liveliness": { handler: getLiveness, isPublic: true },
  "/health/liveness": { handler: getLiveness, isPublic: true },
  "/health/readiness": { handler: getReadiness, isPublic: true },
  "/health/readiness/details": {
    handler: getReadinessDetails,
    withoutDatabase: true,
    existsIn: (features) => features.hasReadinessDetails,
  },
  "/global/spend/report": { handler: getSpendReport, withoutDatabase: true },
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
  if (context.isDatabaseDown && route.withoutDatabase !== true) throw databaseError(path, features);
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
