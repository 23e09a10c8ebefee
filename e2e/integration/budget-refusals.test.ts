import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toBudgetFields } from "@/lib/budgets/fields";
import { createBudgetBed, type BudgetBed } from "./budget-bed";

let bed: BudgetBed;

beforeAll(async () => {
  bed = await createBudgetBed();
});

beforeEach(() => bed.connect());

afterEach(() => bed.disconnect());

afterAll(() => bed.close());

describe("what LiteLLM says", () => {
  it("is passed on when it refuses, and nothing changes", async () => {
    const row = await bed.pickRow("tenant");
    const refusal = "Team is managed in config.yaml and cannot be changed";
    await bed.upstream.control.mutate({ op: "setTeamBudget", teamId: row.id, refusal });
    const audits = await bed.db.auditEntry.count();
    await expect(bed.change(row, { limit_usd: 5_000 })).rejects.toMatchObject({
      code: "upstream_failed",
      message: `LiteLLM says: ${refusal}. Nothing was changed.`,
    });
    expect(await bed.db.auditEntry.count()).toBe(audits);
    expect(await bed.findRow(row)).toMatchObject(toBudgetFields(row));
    await bed.upstream.control.mutate({ op: "setTeamBudget", teamId: row.id, refusal: null });
  });

  it("to a part of a change leaves the other part stored, in the ledger and audited", async () => {
    const row = await bed.pickRow("tenant");
    await bed.upstream.control.setKnobs({
      ...{ pathPattern: "/team/block", errorRate: 1, errorKind: "401" },
    });
    await expect(bed.change(row, { limit_usd: 5_100, is_blocked: true })).rejects.toMatchObject({
      code: "upstream_failed",
      message: expect.stringMatching(
        /^LiteLLM says: .*What did change: hard limit \(\$5,100\.00\)\.$/,
      ),
    });
    expect(await bed.findRow(row)).toMatchObject({ limit_usd: 5_100, is_blocked: false });
    expect(await bed.db.budgetChange.findMany({ where: { entityId: row.id } })).toContainEqual(
      expect.objectContaining({
        outcome: "done",
        after: expect.objectContaining({ limit_usd: 5_100, is_blocked: false }),
        error: expect.stringContaining("LiteLLM says"),
      }),
    );
    const [audit] = await bed.db.auditEntry.findMany({
      ...{ where: { entityId: row.id }, orderBy: { at: "desc" }, take: 1 },
    });
    expect(audit).toMatchObject({ after: { limit_usd: 5_100 } });
  });

  it("does not count where the answer was lost: it is read back", async () => {
    const row = await bed.pickRow("tenant");
    await bed.upstream.control.setKnobs({
      pathPattern: "/team/update",
      errorRate: 1,
      errorKind: "truncate",
    });
    await bed.change(row, { limit_usd: 6_000 });
    expect((await bed.findRow(row)).limit_usd).toBe(6_000);
  });

  it("is unclear where nothing answers any more, and the next sync tells", async () => {
    const row = await bed.pickRow("tenant");
    await bed.upstream.control.setKnobs({ pathPattern: "/team/info", failFirst: 0, errorRate: 0 });
    await bed.upstream.control.setKnobs({
      pathPattern: "/team/(update|info)",
      down: true,
    });
    await expect(bed.change(row, { limit_usd: 6_100 })).rejects.toMatchObject({
      message: "Nothing was sent: LiteLLM cannot be reached.",
    });
    await bed.upstream.control.setKnobs({ down: false });
    expect((await bed.findRow(row)).limit_usd).toBe(row.limit_usd);
  });

  it("forgets a key's period never: clearing it is refused before it is sent", async () => {
    const row = await bed.pickRow("agent", 2);
    await bed.change(row, { duration: "7d", limit_usd: 12 });
    await bed.upstream.control.clearLog();
    await expect(bed.change(await bed.findRow(row), { duration: null })).rejects.toMatchObject({
      code: "bad_request",
      issues: [{ field: "duration" }],
    });
    expect(await bed.listWrites()).toEqual([]);
  });
});
