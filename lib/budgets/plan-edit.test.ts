import { describe, expect, it } from "vitest";
import { planBudgetEdit, type EditableBudget } from "./plan-edit";
import { budgetChangeRequestSchema, budgetEditSchema, type BudgetEdit } from "./schema";

const NOW = new Date("2026-11-22T10:00:00Z");
const budget: EditableBudget = {
  kind: "tenant",
  limit_usd: 100,
  soft_limit_usd: 80,
  duration: "30d",
  is_blocked: false,
  spend_usd: 60,
  reset_at: "2026-12-01T00:00:00Z",
};

const plan = (edit: BudgetEdit, change: Partial<EditableBudget> = {}) =>
  planBudgetEdit({ ...budget, ...change }, edit, NOW);

describe("planning an edit", () => {
  it("names what changes and what it does to the running period", () => {
    const made = plan({ limit_usd: 200 });
    expect(made.touched).toEqual(["limit_usd"]);
    expect(made.notes).toEqual([
      "Used in the running period: from 60\u00a0% to 30\u00a0%.",
      "Resets 1 Dec, 00:00\u00a0UTC, as before.",
    ]);
  });

  it("warns of calls that will be refused at once, and of those that will pass again", () => {
    expect(plan({ limit_usd: 50, soft_limit_usd: null }).notes.join(" ")).toContain("at once");
    expect(plan({ limit_usd: 200 }, { spend_usd: 130 }).notes.join(" ")).toContain("again");
    expect(plan({ limit_usd: null }).notes.join(" ")).toContain("no longer stop it");
    const blocking = plan({ is_blocked: true }).notes.join(" ");
    expect(blocking).toContain("refuse every call at once or up to 60 seconds later");
  });

  it("names a limit of zero as one that is used up, before and after", () => {
    const raised = plan({ limit_usd: 3 }, { limit_usd: 0, soft_limit_usd: null, spend_usd: 1.5 });
    expect(raised.notes[0]).toBe("Used in the running period: from all of $0.00 to 50\u00a0%.");
    const stopped = plan({ limit_usd: 0, soft_limit_usd: null }).notes;
    expect(stopped[0]).toBe("Used in the running period: from 60\u00a0% to all of $0.00.");
    expect(stopped[1]).toContain("refuse its calls at once or up to");
    const unused = { kind: "account" as const, spend_usd: 0, soft_limit_usd: null };
    expect(plan({ limit_usd: 0 }, unused).notes[1]).toContain("lets a first call through");
  });

  it("never says when LiteLLM will reset a new period", () => {
    const words = plan({ duration: "7d" }).notes.join(" ");
    expect(words).toContain("LiteLLM will set the next date itself");
    expect(words).not.toMatch(/29 Nov|23 Nov/);
  });

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
    const made = plan({ limit_usd: 100.0000001, is_blocked: false });
    expect([made.touched, made.notes]).toEqual([[], ["It is like this already."]]);
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
