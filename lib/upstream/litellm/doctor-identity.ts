import { isRightsError, UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import { findCallerRole, isKeyFault, type CallerRole } from "./caller";
import { toFailure, toOk, toWarning, type Finding } from "../diagnosis";
import { readHealth } from "./health";
import type { HealthRecord } from "./records";
import { findKnownProblem, isNewerThanKnown, NEWEST_KNOWN_VERSION } from "./version";

const MAX_CLOCK_OFFSET_MS = 60_000;
const KEY_TODO = "Set LITELLM_MASTER_KEY to the master key or to a virtual key of a proxy_admin.";

/** What may be wrong with an address that has a path; null for one without. */
function toPathTodo(baseUrl: string): string | null {
  const path = URL.canParse(baseUrl) ? new URL(baseUrl).pathname.replace(/\/+$/, "") : "";
  if (path === "") return null;
  return `LITELLM_URL ends in ${path}. Leave that out, unless LiteLLM itself runs below it (SERVER_ROOT_PATH).`;
}

/** Anything that answers like a proxy will do; what it says comes later. */
export async function checkReachable(http: UpstreamHttp, baseUrl: string): Promise<Finding> {
  try {
    await http.getJson("/health/liveliness", { maxAttempts: 2 });
    return toOk("reachable", "LiteLLM answers.");
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const pathTodo = toPathTodo(baseUrl);
    const hasAnswered = error.status !== null && error.status >= 400 && error.kind !== "bad_answer";
    if (hasAnswered && (pathTodo === null || error.kind !== "not_found")) {
      return toWarning(
        "reachable",
        `LiteLLM answers, but not that it is alive. ${error.message}`,
        "Check LITELLM_URL, and a gateway in between that lets only some paths through.",
      );
    }
    return toFailure(
      "reachable",
      error.message,
      pathTodo ?? "Start LiteLLM, or correct LITELLM_URL.",
    );
  }
}

export interface Identity {
  role: CallerRole;
  isKeyAccepted: boolean;
  finding: Finding;
}

export function toRoleFinding(role: CallerRole): Finding {
  if (role === "proxy_admin") return toOk("role", "The key is a proxy_admin's.");
  if (role === "proxy_admin_viewer") {
    return toWarning(
      "role",
      "The key is a proxy_admin_viewer's. Releases before 1.97 refuse it some of what is read here.",
      "Use a proxy_admin key where a check below fails.",
    );
  }
  if (role === null) {
    return toWarning(
      "role",
      "LiteLLM does not tell the key's role. The checks below show what it may read.",
      null,
    );
  }
  return toFailure(
    "role",
    `The key has the role ${role}, which is shown its own usage only.`,
    KEY_TODO,
  );
}

/** `role= proxy_admin_viewer` or `Your role=internal_user`, as refusals say it. */
function findRoleInWords(error: unknown): CallerRole {
  if (!isRightsError(error)) return null;
  return /role\s*=\s*([a-z_]+)/i.exec(error.upstreamMessage ?? "")?.[1] ?? null;
}

/** Listens to every refusal for the role it names. */
export interface RoleWatch {
  http: UpstreamHttp;
  findRole(): CallerRole;
}

export function watchRole(http: UpstreamHttp): RoleWatch {
  let role: CallerRole = null;
  const listen = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      role ??= findRoleInWords(error);
      throw error;
    }
  };
  return {
    http: {
      ...http,
      getJson: (path, options) => listen(http.getJson(path, options)),
      postJson: (path, body, options) => listen(http.postJson(path, body, options)),
      getItems: (path, open, options) => listen(http.getItems(path, open, options)),
    },
    findRole: () => role,
  };
}

/** Whether the key is known, and what it is where LiteLLM says so. */
export async function checkIdentity(http: UpstreamHttp): Promise<Identity> {
  try {
    const role = await findCallerRole((path, options) =>
      http.getJson(path, { ...options, maxAttempts: 2 }),
    );
    return { role, isKeyAccepted: true, finding: toOk("key", "LiteLLM accepts the key.") };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const finding = isKeyFault(error)
      ? toFailure("key", error.message, KEY_TODO)
      : toWarning("key", `It could not be checked. ${error.message}`, null);
    return { role: null, isKeyAccepted: !isKeyFault(error), finding };
  }
}

function toDatabaseFinding(health: HealthRecord): Finding {
  if (health.database === "connected") return toOk("database", "LiteLLM's database is connected.");
  if (health.database === "not_connected") {
    return toFailure(
      "database",
      "LiteLLM has no connection to its database: it can list neither teams nor usage.",
      "Set DATABASE_URL for LiteLLM, or bring its database back.",
    );
  }
  return toWarning("database", "LiteLLM does not tell the state of its database.", null);
}

/** Never throws for what LiteLLM answers. */
export async function findHealth(http: UpstreamHttp): Promise<HealthRecord | null> {
  try {
    return await readHealth(http);
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

export function checkHealth(health: HealthRecord | null): Finding[] {
  if (health === null) {
    return [toWarning("database", "LiteLLM does not answer about its health.", null)];
  }
  return [toDatabaseFinding(health), ...checkClock(health.clockOffsetMs)];
}

function checkClock(offsetMs: number | null): Finding[] {
  if (offsetMs === null) return [];
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  if (Math.abs(offsetMs) <= MAX_CLOCK_OFFSET_MS) {
    return [toOk("clock", "LiteLLM's clock and this host's agree.")];
  }
  const direction = offsetMs > 0 ? "ahead of" : "behind";
  return [
    toWarning(
      "clock",
      `LiteLLM's clock is ${seconds} s ${direction} this host's; today may begin at different times.`,
      "Synchronise both hosts' clocks (NTP).",
    ),
  ];
}

type HasRoute = "yes" | "no" | "unknown";

/** A refusal says nothing about whether the release has the route. */
async function findRoute(
  http: UpstreamHttp,
  path: string,
  query: Readonly<Record<string, string | number>>,
): Promise<HasRoute> {
  try {
    await http.getJson(path, { query, maxAttempts: 1 });
    return "yes";
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return error.kind === "not_found" ? "no" : "unknown";
  }
}

/** What a release that hides its version gives away by what it can do; null when nothing. */
async function guessVersion(
  http: UpstreamHttp,
  health: HealthRecord | null,
  day: string,
): Promise<string | null> {
  if (health?.answerForm !== "minimal") return null;
  const aDay = { start_date: day, end_date: day, page: 1, page_size: 1 };
  const has99 = await findRoute(http, "/team/daily/activity/aggregated", aDay);
  if (has99 === "yes") return "1.99 or later";
  const has96 = await findRoute(http, "/management/v1/budgets", { page: 1, page_size: 1 });
  if (has96 === "yes") return has99 === "no" ? "1.96 to 1.98" : "1.96 or later";
  return has96 === "no" && has99 === "no" ? "1.84 to 1.95" : "1.84 or later";
}

export async function checkVersion(
  http: UpstreamHttp,
  health: HealthRecord | null,
  day: string,
): Promise<Finding> {
  const version = health?.version ?? null;
  if (version === null) {
    const guess = await guessVersion(http, health, day);
    const says = guess === null ? "" : ` By what it can do it is ${guess}.`;
    return toWarning("version", `LiteLLM does not tell its version.${says}`, null);
  }
  const problem = findKnownProblem(version);
  if (problem !== null) {
    const toFinding = problem.isSevere ? toFailure : toWarning;
    return toFinding("version", problem.says, problem.todo);
  }
  const isNewer = isNewerThanKnown(version) === true;
  const note = isNewer ? `, newer than ${NEWEST_KNOWN_VERSION}, the last one tried here` : "";
  return toOk("version", `LiteLLM ${version}${note}.`);
}
