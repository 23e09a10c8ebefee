import { afterAll, beforeAll, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import { addDays, toIsoDay } from "@/lib/time";
import * as burnStore from "./burn-store";
import * as healthStore from "./health-store";
import * as pageStore from "./page-store";
import type { CodingFilter } from "./query-schema";

const TENANTS = 40;
const DAYS = 400;
const PEOPLE = 10;

const today = toIsoDay(new Date());
const range = { from: addDays(today, -29), to: today };
const none: CodingFilter = {
  ...{ tenant: [], person: [], harness: [], model: [], provider: [] },
  ...{ repository: [], environment: [], billing: [], source: [] },
};
const scopes: pageStore.CodingScope[] = [
  { kind: "all" },
  { kind: "only", tenantIds: ["tenant-7", "tenant-9"], person: "p-3@example.com" },
  { kind: "only", tenantIds: [], person: "p-3@example.com" },
];
const filters = [none, { ...none, harness: ["codex"], model: ["m-1"] }];
const now = new Date();
const key = { tenantId: "tenant-7", harness: "codex", sessionId: "session-77" };

const forAll = (ask: (question: pageStore.CodingQuestion) => Promise<unknown>) => () =>
  Promise.all(scopes.flatMap((scope) => filters.map((filter) => ask({ scope, range, filter }))));
const forNow = (ask: (question: burnStore.BurnQuestion) => Promise<unknown>) => () =>
  Promise.all(scopes.map((scope) => ask({ scope, filter: none, now })));

/** Every question of the page, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  sumCalls: forAll(pageStore.sumCalls),
  splitCalls: forAll((question) => pageStore.splitCalls(question, "model")),
  listCallDays: forAll((question) => pageStore.listCallDays(question, "provider")),
  countSessions: forAll(pageStore.countSessions),
  listSessionRows: forAll((question) =>
    pageStore.listSessionRows(question, { minSeconds: 3600, limit: 20, offset: 0 }),
  ),
  findSession: () => Promise.all(scopes.map((scope) => pageStore.findSession(scope, key))),
  listSessionCalls: () =>
    pageStore.listSessionCalls({
      ...{ tenant_id: "tenant-7", harness: "codex", session_id: "session-77" },
      ...{ started_at: new Date(now.getTime() - 3_600_000), last_at: now },
    }),
  listTenantNames: () => pageStore.listTenantNames(["tenant-7"]),
  findCodingState: pageStore.findCodingState,
  listSlots: forNow(burnStore.listSlots),
  listSpendersOfHour: forNow(burnStore.listSpendersOfHour),
  countActive: forNow(burnStore.countActive),
  listTelemetryTokens: () =>
    healthStore.listTelemetryTokens("00000000-0000-7000-8000-000000000001"),
};

const LARGE = new Set(["call_daily", "call_hourly", "call_slot", "coding_session"]);
/** Every partition of the calls is large. */
const isLarge = (table: string) => LARGE.has(table) || /^call_\d{4}_\d\d$/.test(table);

const NAMES = "'p-' || p || '@example.com', 'codex', 'openai', 'm-' || p % 3, '', '', 'metered'";
const FIGURES = "'direct', 0.01, 0, 3, 0, 0, 100, 50, 0, 20, 0, 0, 0, 0, 0";

let bed: PlanBed;

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO tenant (id, name, read_at)
     SELECT 'tenant-' || t, 'Tenant ' || t, now() FROM generate_series(1, ${TENANTS}) t`,
    `INSERT INTO call_daily
     SELECT 'tenant-' || t, current_date - d, ${NAMES}, ${FIGURES}
     FROM generate_series(0, ${DAYS - 1}) d, generate_series(1, ${TENANTS}) t,
          generate_series(1, ${PEOPLE}) p ORDER BY d DESC`,
    `INSERT INTO call_slot
     SELECT 'tenant-' || t, now() - s * interval '5 minutes', 'p-' || p || '@example.com', 'codex',
            'direct', 0.01, 1
     FROM generate_series(0, 863) s, generate_series(1, ${TENANTS}) t, generate_series(1, 3) p`,
    `INSERT INTO coding_session (tenant_id, harness, session_id, authority, person, harness_version,
       started_at, last_at, repository, branch, commit_sha, model, environment)
     SELECT 'tenant-' || s % ${TENANTS}, 'codex', 'session-' || s, 3,
            'p-' || s % 900 || '@example.com', '1', now() - s * interval '4 minutes 40 seconds',
            now() - s * interval '4 minutes', '', '', '', 'm-1', ''
     FROM generate_series(1, 100000) s`,
    `INSERT INTO call (tenant_id, call_key, sent_at, received_at, as_of, signal, harness,
       harness_version, session_id, person, person_from, tenant_from, token_id, user_hint, team_hint,
       cost_center, provider, model, request_id, call_count, is_failed, uncached_input_tokens,
       cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, reported_from,
       price_version, billing_mode, is_gateway, charged_by, repository, branch, environment)
     SELECT 'tenant-' || s % ${TENANTS}, gen_random_uuid(), now() - s * interval '30 seconds', now(),
            now(), 3, 'codex', '1', 'session-' || s / 8, 'p', 'token', 'key', gen_random_uuid(), '',
            '', '', 'openai', 'm-1', 'r-' || s, 1, false, 1, 1, 0, 1, 0, '', '', 'metered', false,
            'direct', '', '', ''
     FROM generate_series(1, 100000) s`,
  ]);
});

afterAll(() => bed.close());

it.each(Object.entries(questions))("%s reads no large table from end to end", async (_, ask) => {
  const scans = await bed.listFullScans(ask, { has: isLarge } as ReadonlySet<string>);
  expect(scans).toEqual([]);
});

it("has every question of its stores in this list", () => {
  const stores = { ...pageStore, ...burnStore, ...healthStore };
  expect(Object.keys(questions).sort()).toEqual(Object.keys(stores).sort());
});
