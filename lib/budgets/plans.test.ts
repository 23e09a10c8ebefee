import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  createQueryRecorder,
  explainQuery,
  findFullScans,
  type PlanNode,
} from "@/lib/testing/query-plans";
import { budgetSortSchema } from "./schema";
import * as store from "./store";

const TENANTS = 400;
const AGENTS = 40_000;

const own = { kind: "only" as const, tenantIds: ["tenant-7", "tenant-9"] };
const everything = { kind: "all" as const };
const filter = { q: "", state: "all" as const, kind: "all" as const, tenant_id: "" };
const page = { order: "desc" as const, limit: 20, offset: 0 };

let test: TestDatabase;
let client: pg.Client;
let record: ReturnType<typeof createQueryRecorder>["record"];

beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  await client.query(`
    INSERT INTO tenant (id, name, read_at)
    SELECT 'tenant-' || i, 'Tenant ' || i, now() FROM generate_series(1, ${TENANTS}) i`);
  await client.query(`
    INSERT INTO agent (tenant_id, id, name, max_budget_usd, budget_spend_usd, read_at)
    SELECT 'tenant-' || (i % ${TENANTS} + 1), 'key-' || i, 'Agent ' || i,
           CASE WHEN i % 3 = 0 THEN NULL ELSE i % 500 + 1 END, (i * 7919) % 600, now()
    FROM generate_series(1, ${AGENTS}) i`);
  await client.query("ANALYZE tenant, agent");
  record = createQueryRecorder(test.db).record;
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

/** How often a plan reads a table, each reading inside a loop counted as many. */
function countReadings(plan: PlanNode, table: string, isLooped = false): number {
  const own = plan["Relation Name"] !== table ? 0 : isLooped ? Infinity : 1;
  const isLoop = plan["Node Type"] === "Nested Loop";
  return (plan.Plans ?? []).reduce(
    (sum, part, place) => sum + countReadings(part, table, isLooped || (isLoop && place > 0)),
    own,
  );
}

describe("40,000 budgets", () => {
  it.each(budgetSortSchema.options)("a page by %s reads everything once", async (sort) => {
    const queries = await record(async () => {
      await store.listBudgetPage({ ...filter, ...page, q: "agent 39", sort, scope: everything });
      await store.listBudgetPage({ ...filter, ...page, sort, scope: everything });
      await store.countBudgetStates(everything, filter);
    });
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      const { plan } = await explainQuery(client, query);
      expect(countReadings(plan, "agent")).toBe(1);
    }
  });

  it("an operator's page reads the own tenants' agents only", async () => {
    const queries = await record(async () => {
      await store.listBudgetPage({ ...filter, ...page, sort: "used", scope: own });
      await store.countBudgetStates(own, filter);
    });
    for (const query of queries) {
      const { plan } = await explainQuery(client, query);
      expect(findFullScans(plan, new Set(["agent"]))).toEqual([]);
    }
  });
});
