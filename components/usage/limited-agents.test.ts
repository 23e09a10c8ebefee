import { describe, expect, it } from "vitest";
import type { BudgetAlertRow } from "@/lib/usage/schema";
import { listLimitedAgents } from "./limited-agents";

function toRow(name: string, limitUsd: number | null, costUsd: number): BudgetAlertRow {
  return {
    agent_id: `id-${name}`,
    agent_name: name,
    budget_limit_usd: limitUsd,
    current_cost_usd: costUsd,
    status: "ok",
  };
}

const ROWS = [toRow("half", 10, 5), toRow("free", null, 99), toRow("over", 10, 15)];

describe("listLimitedAgents", () => {
  it("leaves out agents without a limit and keeps the true share of those over it", () => {
    expect(listLimitedAgents(ROWS, []).map((one) => [one.name, one.usedShare])).toEqual([
      ["over", 1.5],
      ["half", 0.5],
    ]);
  });

  it("keeps to the agents the page is filtered to", () => {
    expect(listLimitedAgents(ROWS, ["id-half"]).map((one) => one.name)).toEqual(["half"]);
    expect(listLimitedAgents(ROWS, ["id-free"])).toEqual([]);
  });
});
