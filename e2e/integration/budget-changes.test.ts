import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { previewBudgetEdit } from "@/lib/budgets/changes";
import type { BudgetPreview } from "@/lib/budgets/schema";
import { toPreviewNotes } from "@/lib/budgets/words";
import { adminViewer, auditorViewer, toOperator } from "@/lib/testing/factories";
import { createBudgetBed, toTarget, type BudgetBed } from "./budget-bed";

const listNotes = (rows: readonly BudgetPreview[]) => rows.flatMap(toPreviewNotes);

let bed: BudgetBed;

beforeAll(async () => {
  bed = await createBudgetBed();
});

beforeEach(() => bed.connect());

afterEach(() => bed.disconnect());

afterAll(() => bed.close());

describe("a change of a budget", () => {
  it("is written through, read back, stored, kept in the ledger and audited", async () => {
    const row = await bed.pickRow("tenant");
    await bed.upstream.control.clearLog();
    const before = await bed.readTeam(row);
    await bed.change(row, { limit_usd: 4_321.5, soft_limit_usd: 4_000 });
    const sent = { team_id: row.id, max_budget: 4321.5, soft_budget: 4000 };
    expect(await bed.listWrites()).toEqual([["/team/update", sent]]);
    // Everything that was not asked for is as it was, the reset date first of all.
    const {
      updated_at: _at,
      max_budget: max,
      soft_budget: soft,
      ...rest
    } = await bed.readTeam(row);
    expect([max, soft]).toEqual([4321.5, 4000]);
    expect(before).toMatchObject(rest);
    expect(await bed.findRow(row)).toMatchObject({ limit_usd: 4321.5, soft_limit_usd: 4000 });
    expect(await bed.db.budgetChange.findMany({ where: { entityId: row.id } })).toMatchObject([
      { outcome: "done", actor: adminViewer.email, reason: "More people", origin: "edit" },
    ]);
    expect(await bed.db.auditEntry.findMany({ where: { entityId: row.id } })).toMatchObject([
      {
        action: "budget.set",
        before: { limit_usd: row.limit_usd },
        after: { limit_usd: 4321.5, soft_limit_usd: 4000 },
      },
    ]);
  });

  it("of one field leaves a reset date that no rule explains where it is", async () => {
    const row = await bed.pickRow("tenant", 1);
    const odd = "2026-11-25T13:37:00Z";
    await bed.upstream.control.mutate({
      op: "setTeamBudget",
      teamId: row.id,
      budgetDuration: "7d",
      budgetResetAt: odd,
      tpmLimit: 5000,
    });
    bed.advance(2_000);
    await bed.sync();
    const seen = await bed.findRow(row);
    await bed.change(seen, { limit_usd: 77 });
    const after = await bed.readTeam(row);
    expect(after).toMatchObject({ max_budget: 77, budget_duration: "7d", tpm_limit: 5000 });
    expect(Date.parse(String(after.budget_reset_at))).toBe(Date.parse(odd));
    // A new period moves it, as the preview says that LiteLLM will.
    const { rows } = await previewBudgetEdit(adminViewer, {
      targets: [toTarget(row)],
      edit: { duration: "1d" },
    });
    expect(listNotes(rows).join(" ")).toContain("LiteLLM will set the next date itself");
    await bed.change(await bed.findRow(row), { duration: "1d" });
    expect((await bed.findRow(row)).reset_at).toBe("2026-11-23T00:00:00.000Z");
  });

  it("outlives a list that LiteLLM sent before it", async () => {
    const row = await bed.pickRow("agent");
    const list = await bed.client.listAgents();
    await bed.change(row, { limit_usd: 9.5 });
    bed.advance(-1_000);
    const stale = { ...bed.client, listAgents: () => Promise.resolve(list) };
    await bed.sync({ client: stale });
    expect((await bed.findRow(row)).limit_usd).toBe(9.5);
    bed.advance(61_000);
    await bed.sync();
    expect((await bed.findRow(row)).limit_usd).toBe(9.5);
  });

  it("of a key's soft limit is written where LiteLLM has one, else refused in words", async () => {
    const row = await bed.pickRow("agent", 4);
    await bed.change(row, { limit_usd: 50 });
    const soft = { soft_limit_usd: 20 };
    await expect(bed.change(await bed.findRow(row), soft)).rejects.toMatchObject({
      message: expect.stringContaining("no soft limit on a key of its own. Nothing was changed."),
    });
    await bed.upstream.control.setSettings({ version: "1.108.7" });
    await bed.change(await bed.findRow(row), soft);
    expect(await bed.readKey(row)).toMatchObject({ litellm_budget_table: { soft_budget: 20 } });
    expect(await bed.findRow(row)).toMatchObject({ limit_usd: 50, soft_limit_usd: 20 });
    await bed.change(await bed.findRow(row), { soft_limit_usd: null });
    expect(await bed.findRow(row)).toMatchObject({ limit_usd: 50, soft_limit_usd: null });
    await bed.upstream.control.setSettings({ version: "1.93.0" });
  });

  it("blocks and unblocks tenants and agents", async () => {
    for (const kind of ["tenant", "agent"] as const) {
      const row = await bed.pickRow(kind, 2);
      await bed.change(row, { is_blocked: true });
      const read = kind === "tenant" ? bed.readTeam : bed.readKey;
      expect((await read(row)).blocked).toBe(true);
      await bed.change(await bed.findRow(row), { is_blocked: false });
      expect((await bed.findRow(row)).is_blocked).toBe(false);
      expect((await read(row)).blocked || false).toBe(false);
    }
  });

  it("is a conflict when somebody else was faster, with both values and nothing sent", async () => {
    const row = await bed.pickRow("agent", 1);
    await bed.change(row, { limit_usd: 20 });
    await bed.upstream.control.clearLog();
    const late = bed.change(row, { limit_usd: 30 });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/you saw (none|\$[\d.,]+), it is \$20\.00 now/),
      issues: [{ field: "limit_usd" }],
    });
    expect(await bed.listWrites()).toEqual([]);
    expect((await bed.findRow(row)).limit_usd).toBe(20);
  });

  it("after a conflict starts from what is there, though no sync came in between", async () => {
    const row = await bed.pickRow("agent", 2);
    await bed.upstream.control.mutate({ op: "setKeyBudget", token: row.id, maxBudget: 55 });
    await expect(bed.change(row, { limit_usd: 60 })).rejects.toMatchObject({ code: "conflict" });
    const seen = await bed.findRow(row);
    expect(seen.limit_usd).toBe(55);
    const { rows } = await previewBudgetEdit(adminViewer, {
      ...{ targets: [toTarget(seen)], edit: { limit_usd: 60 } },
    });
    expect(rows[0]?.before.limit_usd).toBe(55);
    await bed.change(seen, { limit_usd: 60 });
    expect((await bed.readKey(row)).max_budget).toBe(60);
  });

  it("of two at once one wins", async () => {
    const row = await bed.pickRow("agent", 1);
    const ends = await Promise.allSettled([
      bed.change(row, { limit_usd: 41 }),
      bed.change(row, { limit_usd: 42 }, toOperator(row.tenant_id)),
    ]);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    const [winner] = ends[0].status === "fulfilled" ? [41] : [42];
    expect((await bed.readKey(row)).max_budget).toBe(winner);
    expect((await bed.findRow(row)).limit_usd).toBe(winner);
  });
});

describe("who may change what", () => {
  it.each([
    ["an auditor", () => auditorViewer],
    ["a user", () => ({ ...adminViewer, role: "user" as const })],
    ["an operator of another tenant", () => toOperator("another")],
  ])("%s changes nothing and learns nothing", async (_who, toViewer) => {
    const row = await bed.pickRow("tenant");
    await bed.upstream.control.clearLog();
    const refused = { code: "not_found", message: expect.stringContaining("no such budget") };
    await expect(bed.change(row, { limit_usd: 1 }, toViewer())).rejects.toMatchObject(refused);
    const unknown = { ...row, id: "nobody", tenant_id: "nobody" };
    await expect(bed.change(unknown, { limit_usd: 1 })).rejects.toMatchObject(refused);
    expect((await bed.upstream.control.log()).total).toBe(0);
  });
});
