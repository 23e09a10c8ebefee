import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertAgent, insertTenant } from "@/lib/testing/factories";
import { changeBudgets, previewBudgetEdit, toStoredFields } from "./changes";
import { findBudget } from "./change-store";
import { budgetListQuerySchema, type BudgetTarget } from "./schema";
import { openBudgetList } from "./service";

let test: TestDatabase;
const TENANT: BudgetTarget = { kind: "tenant", tenant_id: "alder", id: "alder" };
const AGENT: BudgetTarget = { kind: "agent", tenant_id: "alder", id: "helper" };

beforeAll(async () => {
  test = await createTestDatabase();
  await insertTenant(test.db, "alder", "Alder Group");
  await test.db.tenant.update({ where: { id: "alder" }, data: { isOrganization: true } });
  await insertTenant(test.db, "outside", "A team in no organization");
  await insertAgent(test.db, "alder", "helper", { maxBudgetUsd: "10", budgetSpendUsd: "1" });
});

afterAll(async () => {
  await test.drop();
});

it("refuses an organization's budget in words, and lets its agents' and those of teams outside be changed", async () => {
  const edit = { limit_usd: 20 };
  const row = await findBudget({ kind: "all" }, TENANT);
  if (row === null) throw new Error("the tenant has no budget");
  const targets = [{ ...TENANT, expected: toStoredFields(row) }];
  const refusal = {
    code: "bad_request",
    message: expect.stringContaining("budget of an organization is set in LiteLLM") as string,
  };
  await expect(previewBudgetEdit(adminViewer, { targets, edit })).rejects.toMatchObject(refusal);
  const change = changeBudgets(adminViewer, { targets, edit, reason: "More people" });
  await expect(change).rejects.toMatchObject(refusal);
  const { rows } = await previewBudgetEdit(adminViewer, { targets: [AGENT], edit });
  expect(rows).toMatchObject([{ id: "helper", after: { limit_usd: 20 }, issues: [] }]);
  const panel = await openBudgetList(adminViewer, budgetListQuerySchema.parse({ sort: "name" }));
  const { items } = (await panel.load()).data;
  expect(items.map(({ id, can_edit: canEdit }) => [id, canEdit]).sort()).toEqual([
    ["alder", false],
    ["helper", true],
    ["outside", true],
  ]);
});
