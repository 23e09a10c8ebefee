import type { IncomingHttpHeaders } from "node:http";
import { AnalyticsError, toErrorBody } from "./answers";
import { parseQuestion } from "./query";
import type { Handler, RouteContext } from "./route-context";
import * as activity from "./routes-activity";
import * as cli from "./routes-cli";
import * as leaderboard from "./routes-leaderboard";
import * as tables from "./routes-tables";

const PREFIX = "/v1/analytics";

const INSIGHT_ROUTES: Readonly<Record<string, Handler>> = {
  "/summaries": activity.getSummaries,
  "/users": activity.listUsers,
  "/users-activity": activity.listUsersActivity,
  "/projects-activity": activity.listProjectsActivity,
  "/assistants-chats": tables.listAssistants,
  "/workflows": tables.listWorkflows,
  "/tools-usage": tables.listTools,
  "/llms-usage": tables.listModels,
  "/cli-llms": tables.listCliModels,
  "/cli-summary": cli.getCliSummary,
  "/cli-agents": cli.listClients,
  "/cli-tools": cli.listCliTools,
  "/cli-repositories": cli.listRepositories,
  "/cli-insights-weekday-pattern": cli.listWeekdays,
  "/cli-insights-hourly-usage": cli.listHours,
  "/cli-insights-session-depth": cli.listDepths,
  "/cli-insights-user-classification": cli.listClassifications,
  "/cli-insights-users": cli.listCliPeople,
  "/cli-insights-top-spenders": cli.listCliTopSpenders,
};

const LEADERBOARD_ROUTES: Readonly<Record<string, Handler>> = {
  "/leaderboard/summary": leaderboard.getSummary,
  "/leaderboard/entries": leaderboard.listEntries,
  "/leaderboard/tiers": leaderboard.listTiers,
  "/leaderboard/scores": leaderboard.listScores,
  "/leaderboard/dimensions": leaderboard.listDimensions,
  "/leaderboard/top-performers": leaderboard.listTopPerformers,
  "/leaderboard/seasons": leaderboard.listSeasons,
};

export interface Keys {
  /** An administrator's service credential. */
  admin: string;
  /** Somebody who may sign in and nothing more. */
  user: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

function authenticate(headers: IncomingHttpHeaders, keys: Keys): "admin" | "user" {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (key === keys.admin) return "admin";
  if (key === keys.user) return "user";
  const details = "No valid authentication credentials were provided with this request.";
  throw new AnalyticsError(401, toErrorBody("Authentication failed", details));
}

function checkAdmin(role: "admin" | "user"): void {
  if (role === "admin") return;
  const details = "This action requires administrator or maintainer privileges.";
  throw new AnalyticsError(403, toErrorBody("Access denied", details));
}

function checkExpense({ question, traps }: RouteContext): void {
  const { fromMs, toMs } = question.window;
  const most = traps.tooExpensiveAboveHours;
  if (most === null || toMs - fromMs <= most * 3_600_000 + 1) return;
  const words = ["Query requires too much memory: …", "…narrow the time range…"] as const;
  throw new AnalyticsError(400, toErrorBody("Query too expensive", ...words));
}

function findHandler(path: string): { handler: Handler; isLeaderboard: boolean } {
  const name = path.slice(PREFIX.length);
  const isPerson = /^\/leaderboard\/user\/[^/]+$/.test(name);
  const board = isPerson ? leaderboard.getPerson : LEADERBOARD_ROUTES[name];
  const handler = board ?? INSIGHT_ROUTES[name];
  if (!path.startsWith(`${PREFIX}/`) || handler === undefined) {
    throw new AnalyticsError(404, { detail: "Not Found" });
  }
  return { handler, isLeaderboard: board !== undefined };
}

export type RouteInput = Omit<RouteContext, "question" | "answer"> & { nowMs: number };

function run(method: string, headers: IncomingHttpHeaders, keys: Keys, input: RouteInput): unknown {
  const { handler, isLeaderboard } = findHandler(input.path);
  if (method !== "GET") throw new AnalyticsError(405, { detail: "Method Not Allowed" });
  const role = authenticate(headers, keys);
  if (isLeaderboard) checkAdmin(role);
  const question = parseQuestion(input.query, input.nowMs);
  const answer = { nowMs: input.nowMs, filters: question.filters };
  const context: RouteContext = { ...input, question, answer };
  if (!isLeaderboard && input.path !== `${PREFIX}/users`) checkExpense(context);
  return handler(context);
}

export function answer(
  method: string,
  headers: IncomingHttpHeaders,
  keys: Keys,
  input: RouteInput,
): Answer {
  try {
    return { status: 200, body: run(method, headers, keys, input) };
  } catch (error) {
    if (error instanceof AnalyticsError) return { status: error.status, body: error.body };
    throw error;
  }
}
