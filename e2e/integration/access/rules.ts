import { NO_ID, type Ids } from "./subjects";
import type { Method } from "@/e2e/route-inventory";
import type { ApiScope } from "@/lib/auth/policy";

/**
 * The document of who may do what. `answers` has a column for each role: user | operator | auditor | admin. A column
 * is one status whatever is asked for, or three: for what is the operator's own, for what is somebody else's,
 * and for what does not exist. Whoever is nobody gets 401; where there is one column alone, everybody gets the same.
 */
export interface Rule {
  answers: string;
  /** What an API token needs; without it no token opens this. */
  scopes?: readonly ApiScope[];
  query?: (ids: Ids) => string;
  /** Other ids than those of the names of the address' segments: of what may be done away with. */
  segments?: (ids: Ids) => Record<string, string>;
  /** Writes are asked with what is refused once the right to write was seen, or with what changes the test's own. */
  body?: (ids: Ids) => unknown;
  /** A session is nobody here. */
  isForTokensOnly?: true;
  /** The test gives the asker's sessions back. */
  endsSessions?: true;
  /** It joins a reading that is under way, which the test pretends: nothing is really read. */
  joins?: { job: string; toScope: (ids: Ids) => string };
}

const READ: readonly ApiScope[] = ["usage:read"];
const CHANGE: readonly ApiScope[] = ["budgets:write"];
const ADMIN: readonly ApiScope[] = ["admin:read"];

const EVERYBODY = "200 | 200 | 200 | 200";
/** What is a tenant's or a cohort's, for who it is shared with and for who sees everything. */
const SHARED = "404 | 200 404 404 | 200 200 404 | 200 200 404";
const READERS = "403 | 403 | 200 | 200";

const read = (answers: string, query?: Rule["query"]): Rule => ({ answers, scopes: READ, query });
const administer = (answers: string): Rule => ({ answers, scopes: ADMIN });
/** Sessions only. */
const write = (answers: string, body?: Rule["body"]): Rule => ({ answers, body });
/** Sessions, and tokens that change budgets. */
const change = (answers: string, body: Rule["body"]): Rule => ({ answers, scopes: CHANGE, body });

const RANGE = () => "start_date=2026-01-01&end_date=2026-01-07";
const SPLIT = () => `${RANGE()}&by=model`;
const PANEL = read(SHARED, RANGE);
const REASON = "An access test";

const toTenant = ({ tenantId }: Ids) => ({ kind: "tenant", tenant_id: tenantId, id: tenantId });
/** Nobody saw this before: a conflict for who may write. */
const toSeenOtherwise = (ids: Ids) => ({
  ...toTenant(ids),
  expected: { limit_usd: 123_456, soft_limit_usd: null, duration: null, is_blocked: false },
});
const toNoAgent = ({ tenantId }: Ids) => ({
  ...{ kind: "agent", tenant_id: tenantId, id: "no-such-agent" },
});
const RULES = {
  ...{ limit_usd: 5, soft_limit_usd: null, duration: null, thresholds: [], channel_ids: [] },
};
const toTakenProfile = ({ takenName }: Ids) => ({
  ...{ name: takenName, is_for_all_tenants: false, tenant_ids: [], rules: RULES, reason: REASON },
});

/** Without a content type, what a token of its scope sends is refused for that. */
const RECEIVER: Rule = {
  ...{ answers: "415 | 415 | 415 | 415", scopes: ["otlp:write"], isForTokensOnly: true },
};

export const ENDPOINTS: Record<string, Partial<Record<Method, Rule>>> = {
  // LiteLLM's own alerts; without the secret there is nothing at this address.
  "/api/hooks/litellm": { POST: { answers: "404" } },

  "/api/otlp/v1/logs": { POST: RECEIVER },
  "/api/otlp/v1/metrics": { POST: RECEIVER },
  "/api/otlp/v1/traces": { POST: RECEIVER },
  "/api/metrics": { GET: { answers: READERS, scopes: ["metrics:read"] } },

  "/api/portal/admin/accounts": {
    GET: administer(READERS),
    POST: write("403 | 403 | 403 | 409", () => ({
      ...{ email: "admin@example.com", name: "Taken", role: "user" },
    })),
  },
  "/api/portal/admin/accounts/[userId]": {
    POST: write("403 | 403 | 403 | 200 200 404", () => ({ name: "Access test" })),
  },
  "/api/portal/admin/accounts/[userId]/password": {
    POST: write("403 | 403 | 403 | 200 200 404"),
  },
  "/api/portal/admin/audit": { GET: administer(READERS) },
  "/api/portal/admin/audit/export": { GET: administer(READERS) },
  "/api/portal/admin/connection": { GET: administer(READERS) },
  "/api/portal/admin/sync-runs": {
    GET: administer(READERS),
    POST: write("403 | 403 | 403 | 400", () => ({ job: "sync-prices", scope: "nowhere" })),
  },
  "/api/portal/admin/tenant-choices": { GET: administer(READERS) },
  "/api/portal/admin/tokens": { GET: administer(READERS) },

  "/api/portal/alerts": {
    GET: read(EVERYBODY),
    POST: change("404 | 409 404 404 | 403 | 409 409 404", ({ alertId }) => ({
      ...{ alert_ids: [alertId], action: "acknowledge" },
    })),
  },
  "/api/portal/alerts/channels": {
    GET: read(EVERYBODY),
    POST: write("404 | 201 404 404 | 403 | 201 201 404", ({ newName, tenantId }) => ({
      ...{ name: newName, kind: "email", tenant_id: tenantId, target: "no@example.com" },
    })),
  },
  "/api/portal/alerts/channels/[channelId]": {
    DELETE: {
      answers: "404 | 204 404 404 | 403 | 204 204 404",
      segments: ({ droppedChannelId: channelId }) => ({ channelId }),
    },
  },
  "/api/portal/alerts/channels/[channelId]/restore": {
    POST: write("404 | 200 404 404 | 403 | 200 200 404"),
  },
  "/api/portal/alerts/channels/test": {
    POST: write("404 | 502 404 404 | 403 | 502 502 404", ({ channelId: id }) => ({ id })),
  },
  "/api/portal/alerts/deliveries": {
    GET: read(EVERYBODY),
    POST: write("404 | 409 404 404 | 403 | 409 409 404", ({ deliveryId: id }) => ({ id })),
  },
  "/api/portal/alerts/rules": {
    GET: read(EVERYBODY),
    POST: {
      answers: "404 | 400 404 404 | 403 | 400 400 404",
      scopes: [...CHANGE, ...READ],
      body: ({ tenantId }) => ({
        ...{ name: "No", scope: "tenant", tenant_id: tenantId, channel_ids: [NO_ID] },
        thresholds: [{ basis: "spent", percent: 50 }],
      }),
    },
  },
  "/api/portal/alerts/rules/[ruleId]": {
    DELETE: write("404 | 204 404 404 | 403 | 204 204 404"),
  },
  "/api/portal/alerts/rules/[ruleId]/restore": {
    POST: write("404 | 200 404 404 | 403 | 200 200 404"),
  },
  "/api/portal/alerts/unread": { GET: read(EVERYBODY), POST: write(EVERYBODY) },

  // What is answered is filtered by who asks: analytics-access.spec.ts.
  "/api/portal/analytics/cli/people": { GET: read(EVERYBODY) },
  "/api/portal/analytics/cli/summary": { GET: read(EVERYBODY) },
  "/api/portal/analytics/leaderboard": { GET: read(EVERYBODY) },
  // The accounts of this test are nobody that the analytics know.
  "/api/portal/analytics/leaderboard/me": {
    POST: write("404 | 404 | 404 | 404", () => ({ is_name_shared: true })),
  },
  "/api/portal/analytics/leaderboard/overview": { GET: read(EVERYBODY) },
  "/api/portal/analytics/leaderboard/people/[personRef]": { GET: read(SHARED) },
  "/api/portal/analytics/people": { GET: read(EVERYBODY) },
  "/api/portal/analytics/people/[personId]": { GET: read(SHARED) },
  "/api/portal/analytics/people-spending": { GET: read(EVERYBODY) },
  "/api/portal/analytics/project-spending": { GET: read(EVERYBODY) },
  "/api/portal/analytics/projects": { GET: read(EVERYBODY) },
  "/api/portal/analytics/readings/[area]": {
    GET: read("200 200 404 | 200 200 404 | 200 200 404 | 200 200 404"),
    // Whoever may ask, this cannot be asked: nothing is really read. Whose question it is: read-insights.test.ts.
    POST: {
      answers: "400 400 404 | 400 400 404 | 400 400 404 | 400 400 404",
      scopes: READ,
      query: () => "project=",
    },
  },
  "/api/portal/analytics/spending": { GET: read(EVERYBODY) },
  "/api/portal/analytics/summary": { GET: read(EVERYBODY) },
  "/api/portal/analytics/tables/[table]": {
    GET: read("200 200 404 | 200 200 404 | 200 200 404 | 200 200 404"),
  },
  "/api/portal/analytics/views": {
    GET: read(EVERYBODY),
    POST: write("404 | 201 404 404 | 201 201 404 | 201 201 404", ({ newName, tenantId }) => ({
      ...{ name: `${newName} ${tenantId}`, search: "tab=cli", tenant_id: tenantId },
    })),
  },
  "/api/portal/analytics/views/[viewId]": {
    DELETE: write("204 404 404 | 204 404 404 | 204 404 404 | 204 404 404"),
  },

  "/api/portal/budgets": { GET: read(EVERYBODY) },
  "/api/portal/budgets/[tenantId]/[kind]/[entityId]": { GET: read(SHARED) },
  "/api/portal/budgets/changes": {
    // Seen otherwise, a budget is a conflict; here LiteLLM is not even there.
    POST: change("404 | 502 404 404 | 403 | 502 502 404", (ids) => ({
      ...{ targets: [toSeenOtherwise(ids)], edit: { limit_usd: 5 }, reason: REASON },
    })),
  },
  "/api/portal/budgets/preview": {
    POST: change("404 | 200 404 404 | 403 | 200 200 404", (ids) => ({
      ...{ targets: [toTenant(ids)], edit: { limit_usd: 5 } },
    })),
  },
  "/api/portal/budgets/undo": {
    POST: change("404 | 404 | 403 | 404", () => ({ batch_id: NO_ID })),
  },

  // What is answered is filtered by who asks; everybody sees the own calls.
  "/api/portal/coding/burn": { GET: read(EVERYBODY) },
  "/api/portal/coding/cost-series": { GET: read(EVERYBODY, SPLIT) },
  "/api/portal/coding/sessions": { GET: read(EVERYBODY, RANGE) },
  "/api/portal/coding/sessions/[harness]/[sessionId]": {
    GET: read(SHARED, ({ tenantId }) => `tenant=${tenantId}`),
  },
  "/api/portal/coding/split": { GET: read(EVERYBODY, SPLIT) },
  "/api/portal/coding/summary": { GET: read(EVERYBODY, RANGE) },

  "/api/portal/me/agents": { GET: read(EVERYBODY) },
  "/api/portal/me/cohorts": { GET: read(EVERYBODY) },
  // Nobody who asks is in one: a membership of one's own is lib/people/service.test.ts.
  "/api/portal/me/cohorts/[cohortId]": {
    POST: write("404 | 404 | 404 | 404", () => ({ has_agreed: true })),
  },
  "/api/portal/me/sessions": {
    DELETE: { answers: "204 | 204 | 204 | 204", endsSessions: true },
  },
  "/api/portal/me/telemetry": { GET: read(EVERYBODY) },
  "/api/portal/me/spending": { GET: read(EVERYBODY) },
  "/api/portal/me/spending/history": { GET: read(EVERYBODY) },
  "/api/portal/me/spending/refresh": {
    GET: read(EVERYBODY),
    POST: {
      answers: "202 | 202 | 202 | 202",
      joins: { job: "refresh-accounts", toScope: ({ email }) => email },
    },
  },

  "/api/portal/people": {
    GET: read(EVERYBODY),
    POST: write("403 | 201 | 403 | 201", ({ newName: name }) => ({ name, person_ids: [] })),
  },
  "/api/portal/people/import": { POST: write("403 | 200 | 403 | 200", () => "e-mail\n") },
  "/api/portal/people/[cohortId]": {
    GET: read(SHARED),
    POST: write("404 | 403 404 404 | 403 | 200 200 404", () => ({
      ...{ action: "members", add: [], remove: [] },
    })),
    DELETE: {
      answers: "204 404 404 | 204 404 404 | 403 | 204 204 404",
      segments: ({ droppedCohortId: cohortId }) => ({ cohortId }),
    },
  },
  "/api/portal/people/[cohortId]/compare": {
    GET: read(SHARED, ({ snapshotId }) => `from=${snapshotId}`),
  },
  "/api/portal/people/[cohortId]/export": { GET: read(SHARED, () => "format=csv") },
  "/api/portal/people/[cohortId]/persons/[personId]": { GET: read(SHARED) },
  "/api/portal/people/[cohortId]/refresh": {
    GET: read(SHARED),
    POST: {
      answers: "404 | 202 404 404 | 403 | 202 202 404",
      joins: { job: "sync-accounts", toScope: () => "*" },
    },
  },
  "/api/portal/people/[cohortId]/snapshots": {
    GET: read(SHARED),
    POST: write("404 | 403 404 404 | 403 | 201 201 404", () => ({ name: "Access test" })),
  },
  "/api/portal/people/[cohortId]/snapshots/[snapshotId]": {
    DELETE: {
      answers: "404 | 403 404 404 | 403 | 404 404 404",
      segments: ({ cohortId }) => ({ cohortId, snapshotId: NO_ID }),
    },
  },
  "/api/portal/people/[cohortId]/snapshots/[snapshotId]/restore": {
    POST: write("404 | 403 404 404 | 403 | 404", () => ({})),
  },
  "/api/portal/people/[cohortId]/table": { GET: read(SHARED) },

  "/api/portal/profiles": {
    GET: read(EVERYBODY),
    POST: change("404 | 404 | 403 | 409", toTakenProfile),
  },
  "/api/portal/profiles/[profileId]": {
    GET: read(SHARED),
    POST: change("404 | 404 | 403 | 409 409 404", toTakenProfile),
    DELETE: {
      answers: "404 | 404 | 403 | 204 204 404",
      segments: ({ droppedProfileId: profileId }) => ({ profileId }),
    },
  },
  "/api/portal/profiles/[profileId]/undelete": {
    // Of what was not deleted there is nothing to take back.
    POST: write("404 | 404 | 403 | 404"),
  },
  "/api/portal/profiles/[profileId]/apply": {
    POST: change("404 | 404 | 403 | 404", (ids) => ({
      ...{ targets: [toSeenOtherwise(ids)], reason: REASON },
    })),
  },
  "/api/portal/profiles/[profileId]/assign": {
    POST: change("404 | 200 404 404 | 403 | 200 200 404", (ids) => ({ targets: [toNoAgent(ids)] })),
  },
  "/api/portal/profiles/[profileId]/preview": { GET: read(SHARED) },
  "/api/portal/profiles/[profileId]/restore": {
    POST: change("404 | 404 | 403 | 200 200 404", () => ({ version: 1, reason: REASON })),
  },
  "/api/portal/profiles/[profileId]/unassign": {
    POST: change("404 | 200 404 404 | 403 | 200 200 404", (ids) => ({ targets: [toNoAgent(ids)] })),
  },

  "/api/portal/tokens": {
    GET: read(EVERYBODY),
    POST: write("201 | 201 | 201 | 201", () => ({
      ...{ name: "Access test", scopes: ["usage:read"], expires_in_days: 1 },
    })),
  },
  "/api/portal/tokens/[tokenId]/revoke": {
    POST: write("200 404 404 | 200 404 404 | 200 403 404 | 200 200 404"),
  },

  "/api/portal/usage": { GET: read(EVERYBODY, RANGE) },
  "/api/portal/usage/[tenantId]": { GET: read(SHARED) },
  "/api/portal/usage/[tenantId]/budget-alerts": { GET: read(SHARED) },
  "/api/portal/usage/[tenantId]/by-model": { GET: PANEL },
  "/api/portal/usage/[tenantId]/by-provider": { GET: PANEL },
  "/api/portal/usage/[tenantId]/cost-series": { GET: PANEL },
  "/api/portal/usage/[tenantId]/daily": { GET: PANEL },
  "/api/portal/usage/[tenantId]/message-volume": { GET: PANEL },
  "/api/portal/usage/[tenantId]/payroll": { GET: PANEL },
  "/api/portal/usage/[tenantId]/refresh": {
    GET: read(SHARED),
    POST: {
      answers: "404 | 202 404 404 | 403 | 202 202 404",
      scopes: READ,
      joins: { job: "refresh-tenant", toScope: ({ tenantId }) => tenantId },
    },
  },
  "/api/portal/usage/[tenantId]/summary": { GET: PANEL },
};
