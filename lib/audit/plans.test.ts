import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import * as store from "./store";

const LARGE = new Set(["audit_entry"]);
const limit = 51;
const from = new Date(Date.now() - 86_400_000);
const after = { at: from, id: "018f0000-0000-7000-8000-000000000001" };
const filters = [
  {},
  { after },
  { from, to: new Date() },
  { actor: "user-7@example.com" },
  { actor: "user-7@example.com", after },
  { action: "budget.set", from },
  { entityKind: "account" },
  { entityKind: "account", entityId: "id-5" },
];

let bed: PlanBed;

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO audit_entry (at, id, actor, action, entity_kind, entity_id)
     SELECT now() - i * interval '1 minute', gen_random_uuid(), 'user-' || i % 50 || '@example.com',
            (ARRAY['budget.set', 'token.create', 'account.change'])[i % 3 + 1],
            (ARRAY['budget', 'token', 'account'])[i % 3 + 1], 'id-' || i % 900
     FROM generate_series(1, 40000) i`,
  ]);
});

afterAll(() => bed.close());

describe("no question of the audit log reads it from end to end", () => {
  it.each(filters.map((filter) => [JSON.stringify(Object.keys(filter)), filter] as const))(
    "listAuditRows by %s",
    async (_, filter) => {
      const ask = () => store.listAuditRows({ ...filter, limit });
      expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
    },
  );

  it("listEntityNames", async () => {
    const ask = () => store.listEntityNames(["id-5", after.id]);
    expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
  });

  it("listAuditKinds", async () => {
    expect(await bed.listFullScans(store.listAuditKinds, LARGE)).toEqual([]);
  });
});
