import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import * as store from "./store";

const ID = "018f0000-0000-7000-8000-000000000007";
const everything = { kind: "all" as const };
const own = { kind: "only" as const, tenantIds: ["tenant-7"] };
const LARGE = new Set(["budget_profile_version", "budget_profile_assignment", "alert_rule"]);
const target = { kind: "agent" as const, tenant_id: "tenant-7", id: "key-6" };
const rules = {
  ...{ limit_usd: 5, soft_limit_usd: null, duration: null, channel_ids: [] },
  thresholds: [{ basis: "spent" as const, percent: 80 }],
};

let bed: PlanBed;

/** Every question about profiles, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  listProfileRows: () => Promise.all([everything, own].map(store.listProfileRows)),
  findProfileRow: () => Promise.all([everything, own].map((one) => store.findProfileRow(one, ID))),
  listVersionRows: () => store.listVersionRows([ID]),
  listAssignmentRows: () =>
    Promise.all([everything, own].map((scope) => store.listAssignmentRows(scope, [ID]))),
  listTenantNames: () => store.listTenantNames(["tenant-7"]),
  isNameTaken: () => store.isNameTaken("Profile 7", null),
  findNewestVersion: () => bed.db.$transaction((tx) => store.findNewestVersion(tx, ID)),
  deleteAssignment: () => bed.db.$transaction((tx) => store.deleteAssignment(tx, target, ID)),
  saveApplied: () =>
    bed.db.$transaction((tx) =>
      store.saveApplied(tx, target, { id: ID, name: "P", version: 1, rules, author: "a" }),
    ),
};

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO tenant (id, name, read_at)
     SELECT 'tenant-' || i, 'Tenant ' || i, now() FROM generate_series(1, 300) i`,
    `INSERT INTO budget_profile (id, name)
     SELECT ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Profile ' || i
     FROM generate_series(1, 300) i`,
    `INSERT INTO budget_profile_version (profile_id, version, rules, reason, author)
     SELECT id, v, '{}', 'r', 'a' FROM budget_profile, generate_series(1, 30) v`,
    `INSERT INTO budget_profile_assignment (tenant_id, kind, entity_id, profile_id, assigned_by, assigned_at)
     SELECT 'tenant-' || n % 300, 'agent', 'key-' || n,
            ('018f0000-0000-7000-8000-' || lpad((n % 300 + 1)::text, 12, '0'))::uuid, 'a', now()
     FROM generate_series(1, 20000) n`,
    `INSERT INTO alert_rule (id, name, scope, tenant_id, entity_id, thresholds, profile_id, created_by)
     SELECT gen_random_uuid(), 'r', 'agent', tenant_id, entity_id, '[]', profile_id, 'a'
     FROM budget_profile_assignment`,
  ]);
});

afterAll(() => bed.close());

describe("no question about profiles reads a large table from end to end", () => {
  it.each(Object.entries(questions))("%s", async (_, ask) => {
    expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
  });
});
