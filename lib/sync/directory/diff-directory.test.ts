import { describe, expect, it } from "vitest";
import { Decimal } from "@/lib/money";
import type { AgentRecord, TenantRecord } from "@/lib/upstream/litellm/records";
import { diffDirectory, type StoredAgent, type StoredDirectory } from "./diff-directory";

const budget = {
  maxBudgetUsd: null,
  softBudgetUsd: null,
  budgetSpendUsd: new Decimal(0),
  budgetDuration: null,
  budgetResetAt: null,
  isBlocked: false,
  createdAt: null,
};

const toTenant = (tenantId: string): TenantRecord => ({
  ...budget,
  tenantId,
  name: tenantId,
  isOrganization: false,
});

const toAgent = (agentId: string, tenantId: string | null): AgentRecord => ({
  ...budget,
  agentId,
  tenantId,
  name: agentId,
  keyName: null,
  ownerEmail: null,
});

function toStored(
  tenantIds: string[],
  agents: [string, string, StoredAgent["status"]?][],
): StoredDirectory {
  return {
    tenantIds: new Set(tenantIds),
    listedTenantIds: new Set(tenantIds),
    agents: agents.map(([agentId, tenantId, status = "active"]) => ({ agentId, tenantId, status })),
  };
}

describe("diffDirectory", () => {
  it("tells deleted from moved", () => {
    const stored = toStored(
      ["t1", "t2"],
      [
        ["kept", "t1"],
        ["dead", "t1"],
        ["mover", "t1"],
      ],
    );
    const diff = diffDirectory(
      stored,
      [toTenant("t1"), toTenant("t2")],
      [toAgent("kept", "t1"), toAgent("mover", "t2")],
    );
    expect(diff.deletedAgents).toMatchObject([{ agentId: "dead", tenantId: "t1" }]);
    expect(diff.movedAgents).toMatchObject([{ agentId: "mover", tenantId: "t1" }]);
    expect(diff.suspicion).toBeNull();
  });

  it("calls an agent moved whose key left every team, and says nothing twice", () => {
    const stored = toStored(
      ["t1"],
      [
        ["a", "t1"],
        ["b", "t1", "moved"],
        ["c", "t1", "deleted"],
      ],
    );
    const diff = diffDirectory(stored, [toTenant("t1")], [toAgent("a", null)]);
    expect(diff.movedAgents).toMatchObject([{ agentId: "a" }]);
    expect(diff.deletedAgents).toEqual([]);
    expect(diff.withoutTenantCount).toBe(1);
  });

  it("leaves out keys of teams that nobody knows", () => {
    const diff = diffDirectory(
      toStored([], []),
      [toTenant("t1")],
      [toAgent("a", "t1"), toAgent("b", "t9")],
    );
    expect(diff.agents.map((agent) => agent.agentId)).toEqual(["a"]);
    expect(diff.unknownTenantCount).toBe(1);
  });

  it("suspects an empty list and one that lost more than half", () => {
    const one = toStored(["t1"], []);
    expect(diffDirectory(one, [], []).suspicion).not.toBeNull();
    const four = toStored(["t1", "t2", "t3", "t4"], []);
    expect(diffDirectory(four, [toTenant("t1")], []).suspicion).not.toBeNull();
    expect(diffDirectory(four, [toTenant("t1"), toTenant("t2")], []).suspicion).toBeNull();
    const agents = toStored(
      ["t1"],
      [
        ["a", "t1"],
        ["b", "t1"],
        ["c", "t1"],
        ["d", "t1"],
      ],
    );
    expect(diffDirectory(agents, [toTenant("t1")], [toAgent("a", "t1")]).suspicion).not.toBeNull();
  });

  it("suspects the same loss in the same words, and another in others", () => {
    const stored = toStored(["t1", "t2", "t3", "t4"], []);
    const first = diffDirectory(stored, [toTenant("t1")], []).suspicion;
    expect(diffDirectory(stored, [toTenant("t1"), toTenant("t5")], []).suspicion).toBe(first);
    expect(diffDirectory(stored, [toTenant("t2")], []).suspicion).not.toBe(first);
  });
});
