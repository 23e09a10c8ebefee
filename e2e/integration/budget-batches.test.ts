import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { previewBudgetEdit, undoBudgetBatch } from "@/lib/budgets/changes";
import { systemViewer } from "@/lib/auth/policy";
import { endDueTopUps } from "@/lib/budgets/top-ups";
import { adminViewer } from "@/lib/testing/factories";
import { createBudgetBed, toTarget, type BudgetBed } from "./budget-bed";
import { DAY_MS } from "./sync-bed";

let bed: BudgetBed;

beforeAll(async () => {
  bed = await createBudgetBed();
});

beforeEach(() => bed.connect());

afterEach(() => bed.disconnect());

afterAll(() => bed.close());

describe("many at once", () => {
  it("is previewed, changed one by one, and taken back", async () => {
    await bed.change((await bed.listRows("agent")).slice(0, 3), { limit_usd: 120 });
    const limited = (await bed.listRows("agent")).slice(0, 3);
    const [conflicting, ...others] = limited;
    if (conflicting === undefined) throw new Error("no rows");
    await bed.upstream.control.clearLog();
    const preview = await previewBudgetEdit(adminViewer, {
      targets: limited.map(toTarget),
      edit: { limit_percent: 10 },
    });
    expect(preview.rows[0]?.after.limit_usd).toBeCloseTo((conflicting.limit_usd ?? 0) * 1.1, 2);
    expect(await bed.listWrites()).toEqual([]);

    await bed.upstream.control.mutate({
      op: "setKeyBudget",
      token: conflicting.id,
      maxBudget: 999,
    });
    const { batch_id, outcomes } = await bed.change(limited, { limit_percent: 10 });
    expect(outcomes.map((one) => one.outcome)).toEqual(["conflict", ...others.map(() => "done")]);

    const undone = await undoBudgetBatch(adminViewer, batch_id).catch((error: unknown) => error);
    expect(undone).toMatchObject({ outcomes: others.map(() => ({ outcome: "done" })) });
    for (const row of others) {
      expect((await bed.findRow(row)).limit_usd).toBe(row.limit_usd);
      expect((await bed.readKey(row)).max_budget).toBe(row.limit_usd);
    }
    await expect(undoBudgetBatch(adminViewer, batch_id)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("a top-up", () => {
  it("lasts until LiteLLM resets the budget and then goes back by itself", async () => {
    const row = await bed.pickRow("tenant", 2);
    await bed.change(row, { duration: "7d", limit_usd: 100, soft_limit_usd: null });
    await bed.change(await bed.findRow(row), { top_up_usd: 25 });
    expect((await bed.findRow(row)).limit_usd).toBe(125);
    expect(await endDueTopUps(systemViewer("worker"))).toBe(0);
    bed.advance(8 * DAY_MS);
    await bed.sync();
    await bed.db.$executeRaw`UPDATE budget_top_up SET reset_at = now() - interval '1 day'`;
    expect(await endDueTopUps(systemViewer("worker"))).toBe(1);
    expect((await bed.findRow(row)).limit_usd).toBe(100);
    expect(await endDueTopUps(systemViewer("worker"))).toBe(0);
    const actions = await bed.db.auditEntry.findMany({
      where: { entityId: row.id },
      orderBy: { at: "asc" },
    });
    expect(actions.at(-1)).toMatchObject({ action: "budget.top-up-end", actor: "worker" });
  });
});
