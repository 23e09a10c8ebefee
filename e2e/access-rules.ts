import {
  NOBODIES,
  SOMEBODIES,
  TOO_SMALL,
  type Actor,
  type Somebody,
  type Tenant,
} from "./access-actors";

/** What names nothing. */
export const NO_ID = "00000000-0000-7000-8000-000000000000";

/** "nobody": whoever is signed in gets the same 404, as for an id that does not exist. */
export type Audience =
  "public" | "signed-in" | "own" | "tenant" | "admin" | "nobody" | "makers" | "cohort";

export interface RouteRule {
  audience: Audience;
  methods: readonly ("GET" | "POST" | "DELETE")[];
  query?: string;
  body?: unknown;
  /** Whoever may see a cohort may write here; elsewhere only who may change it. */
  isForReaders?: boolean;
  /** Auditors may write here too: it is their own. */
  isOwn?: boolean;
}

/** Cohorts of people: seen by their owner, by those they are shared with, and by who reads everything. */
export const PEOPLE_ENDPOINTS: Record<string, RouteRule> = {
  "/api/portal/people": {
    audience: "makers",
    methods: ["GET", "POST"],
    body: { name: "access test", person_ids: [] },
  },
  "/api/portal/people/import": { audience: "makers", methods: ["POST"], body: "e-mail" },
  "/api/portal/people/[cohortId]": {
    audience: "cohort",
    methods: ["GET", "POST"],
    body: { action: "members", add: [], remove: [] },
  },
  // A snapshot that does not exist is not found by anybody; who may see one is the service's test.
  "/api/portal/people/[cohortId]/compare": { audience: "cohort", methods: [] },
  "/api/portal/people/[cohortId]/export": {
    audience: "cohort",
    methods: ["GET"],
    query: "format=csv",
  },
  "/api/portal/people/[cohortId]/persons/[personId]": { audience: "cohort", methods: ["GET"] },
  "/api/portal/people/[cohortId]/refresh": {
    audience: "cohort",
    methods: ["GET", "POST"],
    isForReaders: true,
  },
  "/api/portal/people/[cohortId]/snapshots": { audience: "cohort", methods: ["GET", "POST"] },
  "/api/portal/people/[cohortId]/table": { audience: "cohort", methods: ["GET"] },
};

/** Administrators change every cohort; whom one is shared with may look at it. */
function toCohortStatus(
  actor: Somebody,
  rule: RouteRule,
  method: string,
  cohort: Tenant,
): number[] {
  const isReader = actor === "admin" || actor === "auditor";
  const isSeen = cohort !== "unknown" && (isReader || (actor === "operator" && cohort === "own"));
  if (!isSeen) return [404];
  if (method !== "GET" && actor === "operator" && !rule.isForReaders) return [403];
  // Somebody of the shared cohort is not in the other one.
  return cohort === "other" ? [200, 201, 202, 404, 429] : [200, 201, 202, 429];
}

function toSessionStatus(who: Somebody, rule: RouteRule, method: string, tenant: Tenant): number[] {
  // One's own things; a refresh may be refused for coming too soon.
  if (rule.audience === "own") return [200, 202, 429];
  const isReader = who === "admin" || who === "auditor";
  if (who === "auditor" && method !== "GET" && !rule.isOwn) return [403];
  if (rule.audience === "nobody") return [404];
  // What the bodies ask of accounts exists already or does not exist at all.
  if (rule.audience === "admin") return isReader ? [200, 202, 404, 409] : [403];
  if (rule.audience === "signed-in") return [200, 201];
  if (rule.audience === "makers") return method === "GET" || who !== "user" ? [200, 201] : [403];
  if (rule.audience === "cohort") return toCohortStatus(who, rule, method, tenant);
  const isVisible = (isReader && tenant !== "unknown") || (who === "operator" && tenant === "own");
  // A refresh may be refused for coming too soon after another test's; that is after the guard.
  return isVisible ? [200, 202, 429] : [404];
}

/** What may be answered to an actor; the first guard that refuses decides. */
export function toExpectedStatus(
  actor: Actor,
  rule: RouteRule,
  method: string,
  tenant: Tenant,
): number[] {
  if (rule.audience === "public") return [200];
  if (NOBODIES.some((nobody) => nobody === actor)) return [401];
  if (actor === TOO_SMALL) return [403];
  const session = SOMEBODIES.find((one) => one === actor);
  if (session) return toSessionStatus(session, rule, method, tenant);
  const owner = actor === "operator's token" ? "operator" : "admin";
  const asOwner = toSessionStatus(owner, rule, method, tenant);
  // Tokens that only read may write where the route says so, and nowhere else.
  return method === "GET" ? asOwner : [...asOwner, 403];
}
