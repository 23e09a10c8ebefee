import { expect, it } from "vitest";
import type { BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { toBudgetKey } from "@/lib/budgets/target";
import { withOutcomes } from "./use-budget-selection";

const toRow = (id: string): BudgetRow => ({
  ...{ kind: "agent", id, name: id, tenant_id: "acme", tenant_name: "Acme", spend_usd: 1 },
  ...{ soft_limit_usd: null, limit_usd: 10, used_share: 0.1, duration: null, reset_at: null },
  ...{
    pace: null,
    runs_out_at: null,
    state: "ok",
    is_soft_crossed: false,
    is_blocked: false,
    can_edit: true,
  },
});

it("takes over what LiteLLM has of each, done or in conflict, and keeps the rest", () => {
  const now = { limit_usd: 11, soft_limit_usd: null, duration: null, is_blocked: false };
  const toOutcome = (id: string, outcome: BudgetOutcome["outcome"]): BudgetOutcome => ({
    ...{ kind: "agent", tenant_id: "acme", id, name: id, message: null, issues: [] },
    ...{ outcome, now: outcome === "failed" ? null : now },
  });
  const rows = ["a", "b", "c", "d"].map(toRow);
  const chosen = new Map(rows.map((row) => [toBudgetKey(row), row]));
  const outcomes = [toOutcome("a", "done"), toOutcome("b", "conflict"), toOutcome("c", "failed")];
  const limits = [...withOutcomes(chosen, outcomes).values()].map((row) => row.limit_usd);
  expect(limits).toEqual([11, 11, 10, 10]);
});
