export const ACTORS = [
  "stranger",
  "forged",
  "expired",
  "disabled",
  "user",
  "operator",
  "auditor",
  "admin",
] as const;
export type Actor = (typeof ACTORS)[number];
export const NOBODY: readonly Actor[] = ["stranger", "forged", "expired", "disabled"];

export const TENANTS = ["own", "other", "unknown"] as const;
export type Tenant = (typeof TENANTS)[number];

/** "nobody": whoever is signed in gets the same 404, as for an id that does not exist. */
export type Audience =
  "public" | "signed-in" | "own" | "tenant" | "admin" | "nobody" | "makers" | "cohort";

export interface RouteRule {
  audience: Audience;
  methods: readonly ("GET" | "POST" | "PATCH" | "PUT" | "DELETE")[];
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
export function toCohortStatus(
  actor: Actor,
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
