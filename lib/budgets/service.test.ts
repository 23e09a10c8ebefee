import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertAgent, insertTenant, toOperator } from "@/lib/testing/factories";
import { budgetListQuerySchema, type BudgetListQuery } from "./schema";
import { openBudgetList } from "./service";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const { db } = test;
  await insertTenant(db, "acme", "Acme");
  await insertTenant(db, "globex", "Globex");
  await insertTenant(db, "gone", "Gone");
  await db.tenant.update({ where: { id: "gone" }, data: { removedAt: new Date() } });
  await db.tenant.update({
    where: { id: "acme" },
    data: { maxBudgetUsd: "100", softBudgetUsd: "50", budgetSpendUsd: "60" },
  });
  await insertAgent(db, "acme", "over", { maxBudgetUsd: "10", budgetSpendUsd: "13.1" });
  await insertAgent(db, "acme", "near", { maxBudgetUsd: "10", budgetSpendUsd: "8" });
  await insertAgent(db, "acme", "zero", { maxBudgetUsd: "0", budgetSpendUsd: "0" });
  await insertAgent(db, "globex", "free", { budgetSpendUsd: "5" });
  await insertAgent(db, "globex", "left");
  await db.agent.updateMany({ where: { id: "left" }, data: { status: "deleted" } });
  await db.agent.updateMany({ where: { id: "free" }, data: { isBlocked: true } });
});

afterAll(async () => {
  await test.drop();
});

async function list(viewer: Viewer, query: Partial<BudgetListQuery> = {}) {
  const panel = await openBudgetList(viewer, budgetListQuerySchema.parse(query));
  return (await panel.load()).data;
}

describe("the list of budgets", () => {
  it("has what LiteLLM still lists, the most used first", async () => {
    const { items, total, counts } = await list(adminViewer);
    const shown = items.map(({ id, state, used_share }) => [id, state, used_share]);
    expect(shown).toEqual([
      ["over", "exceeded", 1.31],
      ["zero", "exceeded", 1],
      ["near", "warning", 0.8],
      ["acme", "ok", 0.6],
      ["free", "none", null],
      ["globex", "none", null],
    ]);
    expect(total).toBe(6);
    expect(counts).toEqual({
      ...{ all: 6, exceeded: 2, warning: 1, ok: 1, none: 2, blocked: 1, attention: 4 },
    });
    expect(items.find((row) => row.id === "acme")).toMatchObject({ is_soft_crossed: true });
  });

  it("tells what runs out before its reset, the nearest first, and what else needs attention", async () => {
    const now = Date.now();
    const days = (count: number) => new Date(now + count * 86_400_000);
    // Four of ten days are over: half is spent, so the rest lasts four more; a third ends after the reset.
    const running = { budgetDuration: "10d", budgetResetAt: days(6) };
    for (const [id, spent] of [
      ["half", "50"],
      ["third", "33"],
      ["most", "75"],
    ] as const) {
      await insertAgent(test.db, "globex", id, { maxBudgetUsd: "100", budgetSpendUsd: spent });
      await test.db.agent.updateMany({ where: { id }, data: running });
    }
    const query = { state: "attention", sort: "runs_out", order: "asc" } as const;
    const { items, total } = await list(adminViewer, query);
    expect(items.map(({ id }) => id)).toEqual(["most", "half", "over", "zero", "near", "free"]);
    expect(total).toBe(6);
    const at = Date.parse(items[1]?.runs_out_at ?? "");
    expect(Math.abs(at - days(4).getTime())).toBeLessThan(3_600_000);
    expect(items.slice(2).map(({ runs_out_at: none }) => none)).toEqual([null, null, null, null]);
    await test.db.agent.deleteMany({ where: { id: { in: ["half", "third", "most"] } } });
  });

  it("is searched and narrowed, and the counts follow the search", async () => {
    const { items, total, counts } = await list(adminViewer, { q: "acm", state: "exceeded" });
    expect(items.map((row) => row.id)).toEqual(["over", "zero"]);
    expect([total, counts.all, counts.blocked]).toEqual([2, 4, 0]);
    expect((await list(adminViewer, { state: "blocked" })).items).toMatchObject([{ id: "free" }]);
    expect((await list(adminViewer, { kind: "tenant" })).total).toBe(2);
    expect((await list(adminViewer, { q: "%" })).total).toBe(0);
  });

  it("shows operators their own tenants and users nothing", async () => {
    const own = await list(toOperator("globex"));
    expect(own.items.map((row) => [row.id, row.can_edit])).toEqual([
      ["free", true],
      ["globex", true],
    ]);
    expect((await list(toOperator("globex"), { tenant_id: "acme" })).total).toBe(0);
    expect((await list({ ...adminViewer, role: "user" })).total).toBe(0);
  });
});
