import { describe, expect, it } from "vitest";
import { planBudgetEdit, type EditableBudget } from "./plan-edit";
import { budgetChangeRequestSchema, budgetEditSchema, type BudgetEdit } from "./schema";

const budget: EditableBudget = {
  kind: "tenant",
  limit_usd: 100,
  soft_limit_usd: 80,
  duration: "30d",
  is_blocked: false,
  reset_at: "2026-12-01T00:00:00Z",
};

const plan = (edit: BudgetEdit, change: Partial<EditableBudget> = {}) =>
  planBudgetEdit({ ...budget, ...change }, edit);

describe("planning an edit", () => {
  it("refuses a soft limit above the hard one, whichever of the two moves", () => {
    expect(plan({ soft_limit_usd: 150 }).issues).toMatchObject([{ field: "soft_limit_usd" }]);
    expect(plan({ limit_usd: 70 }).issues).toMatchObject([{ field: "limit_usd" }]);
    expect(plan({ limit_usd: 70, soft_limit_usd: 70 }).issues).toEqual([]);
  });

  it("adds a top-up for a period that ends, and a percentage to a limit that is there", () => {
    expect(plan({ top_up_usd: 12.5 }).after.limit_usd).toBe(112.5);
    expect(plan({ top_up_usd: 5 }, { reset_at: null }).issues).toMatchObject([
      { field: "top_up_usd" },
    ]);
    expect(plan({ limit_percent: -20 }, { soft_limit_usd: null }).after.limit_usd).toBe(80);
    expect(plan({ limit_percent: 5 }, { limit_usd: null }).issues).toHaveLength(1);
  });

  it("sees that nothing changes", () => {
    expect(plan({ limit_usd: 100.0000001, is_blocked: false }).touched).toEqual([]);
    expect(plan({ limit_usd: 200 }).touched).toEqual(["limit_usd"]);
  });
});

describe("what may be asked for", () => {
  it.each([
    [{ limit_usd: -1 }, /below zero/],
    [{ soft_limit_usd: 0 }, /above zero/],
    [{ limit_usd: NaN }, /an amount/],
    [{ limit_usd: "5" }, /an amount/],
    [{ limit_usd: 1e15 }, /one billion/],
    [{ soft_limit_usd: Infinity }, /amount|billion/],
    [{ duration: "30days" }, /LiteLLM knows/],
    [{ duration: "3mo" }, /LiteLLM knows/],
    [{ top_up_usd: 0 }, /above zero/],
    [{ limit_usd: 5, top_up_usd: 5 }, /one of/],
    [{}, /change something/],
    [{ max: 5 }, /./],
  ])("%j is refused in words", (edit, words) => {
    const parsed = budgetEditSchema.safeParse(edit);
    expect(parsed.error?.issues[0]?.message ?? "accepted").toMatch(words);
    expect(parsed.success).toBe(false);
  });

  it("needs a reason and a bounded list of budgets", () => {
    const target = { kind: "tenant", tenant_id: "a", id: "a", expected: budget };
    const request = { targets: [target], edit: { limit_usd: 5 }, reason: "why" };
    expect(budgetChangeRequestSchema.safeParse(request).success).toBe(true);
    for (const bad of [{ reason: " " }, { targets: [] }, { targets: Array(201).fill(target) }]) {
      expect(budgetChangeRequestSchema.safeParse({ ...request, ...bad }).success).toBe(false);
    }
  });
});
