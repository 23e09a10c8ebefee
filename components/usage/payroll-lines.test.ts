import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { PayrollRow } from "@/lib/usage/schema";
import { sortAgentLines, toAgentLine, toChange, toPayrollView } from "./payroll-lines";

function toRow(name: string, overrides: Partial<PayrollRow> = {}): PayrollRow {
  return {
    agent_id: `id-${name}`,
    agent_name: name,
    agent_status: "active",
    cost_usd: 1,
    prompt_tokens: 10,
    completion_tokens: 5,
    cached_tokens: 4,
    total_tokens: 15,
    llm_call_count: 2,
    previous_cost_usd: 0.5,
    trend: [0.4, 0.6],
    budget_limit_usd: null,
    budget_spend_usd: 0,
    budget_status: "ok",
    ...overrides,
  };
}

describe("toPayrollView", () => {
  it("keeps ten agents and an exact Other that adds up to the total", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9_000_000_000 }), { minLength: 12, maxLength: 60 }),
        (micros) => {
          const rows = micros.map((micro, index) => toRow(`a${index}`, { cost_usd: micro / 1e6 }));
          const total = micros.reduce((sum, micro) => sum + micro, 0) / 1e6;
          const view = toPayrollView(rows, total, "cost", "desc");
          expect(view.shown).toHaveLength(10);
          expect(view.rest).toHaveLength(micros.length - 10);
          const parts = view.shown.map((line) => line.cost_usd);
          expect(addRoundedUsd([...parts, view.other?.cost_usd ?? 0])).toBe(total);
        },
      ),
    );
  });

  it("needs no Other for eleven agents", () => {
    const rows = Array.from({ length: 11 }, (_, index) => toRow(`a${index}`));
    expect(toPayrollView(rows, 11, "cost", "desc")).toMatchObject({ rest: [], other: null });
  });

  it("adds tokens, calls, trend and the previous period of the rest", () => {
    const rows = Array.from({ length: 13 }, (_, index) => toRow(`a${index}`));
    const { other } = toPayrollView(rows, 13, "cost", "desc");
    expect(other).toMatchObject({
      cached_tokens: 12,
      total_tokens: 45,
      llm_call_count: 6,
      previousCostUsd: 1.5,
      change: 1,
      costPerCallUsd: 0.5,
    });
    expect(other?.trend).toEqual([1.2, 1.8]);
  });
});

describe("toAgentLine", () => {
  it("leaves what cannot be computed missing", () => {
    const line = toAgentLine(toRow("a", { llm_call_count: 0, previous_cost_usd: null }), 0);
    expect(line).toMatchObject({ change: null, share: null, costPerCallUsd: null });
  });

  it("keeps a gap in the trend", () => {
    expect(toAgentLine(toRow("a", { trend: [1, null, 0] }), 1).trend).toEqual([1, null, 0]);
  });
});

describe("toChange", () => {
  it("has no percentage from nothing", () => {
    expect(toChange(5, 0)).toBeNull();
    expect(toChange(5, null)).toBeNull();
    expect(toChange(3, 4)).toBe(-0.25);
  });
});

describe("sortAgentLines", () => {
  const lines = [
    toAgentLine(toRow("b", { cost_usd: 2, previous_cost_usd: 1 }), 6),
    toAgentLine(toRow("A", { cost_usd: 1, previous_cost_usd: null }), 6),
    toAgentLine(toRow("c", { cost_usd: 3, previous_cost_usd: 4 }), 6),
  ];
  const names = (sorted: typeof lines) => sorted.map((line) => line.row.agent_name);

  it("keeps missing values last in both directions", () => {
    expect(names(sortAgentLines(lines, "change", "desc"))).toEqual(["b", "c", "A"]);
    expect(names(sortAgentLines(lines, "change", "asc"))).toEqual(["c", "b", "A"]);
  });

  it("sorts names without regard to case", () => {
    expect(names(sortAgentLines(lines, "agent", "asc"))).toEqual(["A", "b", "c"]);
  });
});
