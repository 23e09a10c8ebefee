import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeBudgets, previewBudgetEdit, undoBudgetBatch } from "@/lib/budgets/changes";
import { shareBudgetConnection } from "@/lib/budgets/gateway";
import { toBudgetFields } from "@/lib/budgets/plan-edit";
import {
  budgetListQuerySchema,
  type BudgetEdit,
  type BudgetFields,
  type BudgetRow,
} from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import { endDueTopUps } from "@/lib/budgets/top-ups";
import { adminViewer, auditorViewer, toOperator } from "@/lib/testing/factories";
import { createUpstreamHttp } from "@/lib/upstream/http";
import { createSyncBed, DAY_MS, type SyncBed } from "./sync-bed";

let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 3, agentsPerTenant: 3, version: "1.93.0" });
  const result = await bed.sync();
  expect(result.errors).toEqual([]);
});

beforeEach(() => {
  shareBudgetConnection(
    createUpstreamHttp({
      names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
      baseUrl: bed.upstream.url,
      apiKey: bed.upstream.keys.admin,
      timeoutMs: 5_000,
      concurrency: 4,
      retryBaseDelayMs: 1,
    }),
  );
});

afterEach(async () => {
  shareBudgetConnection(undefined);
  await bed.upstream.control.setKnobs({ errorRate: 0, failFirst: 0, pathPattern: null });
});

afterAll(async () => {
  await bed.close();
});

async function listRows(kind: "tenant" | "agent"): Promise<BudgetRow[]> {
  const query = budgetListQuerySchema.parse({ kind, sort: "name", order: "asc" });
  return (await (await openBudgetList(adminViewer, query)).load()).data.items;
}

async function pickRow(kind: "tenant" | "agent", index = 0): Promise<BudgetRow> {
  const row = (await listRows(kind))[index];
  if (row === undefined) throw new Error("no such budget");
  return row;
}

async function findRow(row: BudgetRow): Promise<BudgetRow> {
  const found = (await listRows(row.kind === "tenant" ? "tenant" : "agent")).find(
    ({ id }) => id === row.id,
  );
  if (found === undefined) throw new Error("it is gone");
  return found;
}

const toTarget = ({ kind, tenant_id, id }: BudgetRow) => ({ kind, tenant_id, id });

function change(
  rows: BudgetRow | readonly BudgetRow[],
  edit: BudgetEdit,
  viewer = adminViewer,
  expected?: BudgetFields,
) {
  const list = Array.isArray(rows) ? (rows as readonly BudgetRow[]) : [rows as BudgetRow];
  const targets = list.map((row) => ({
    ...toTarget(row),
    expected: expected ?? toBudgetFields(row),
  }));
  return changeBudgets(viewer, { targets, edit, reason: "More people" });
}

async function readUpstream(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${bed.upstream.url}${path}`, {
    headers: { authorization: `Bearer ${bed.upstream.keys.admin}` },
  });
  const body = (await response.json()) as Record<string, Record<string, unknown>>;
  return body.team_info ?? body.info ?? {};
}

const readTeam = (row: BudgetRow) => readUpstream(`/team/info?team_id=${row.id}`);
const readKey = (row: BudgetRow) => readUpstream(`/key/info?key=${row.id}`);

async function listWrites() {
  const { entries } = await bed.upstream.control.log();
  return entries.filter((entry) => entry.method === "POST").map(({ path, body }) => [path, body]);
}

const countAudits = () => bed.db.auditEntry.count();

describe("a change of a budget", () => {
  it("is written through, read back, stored, kept in the ledger and audited", async () => {
    const row = await pickRow("tenant");
    await bed.upstream.control.clearLog();
    const before = await readTeam(row);
    await change(row, { limit_usd: 4_321.5, soft_limit_usd: 4_000 });
    const sent = { team_id: row.id, max_budget: 4321.5, soft_budget: 4000 };
    expect(await listWrites()).toEqual([["/team/update", sent]]);
    // Everything that was not asked for is as it was, the reset date first of all.
    const { updated_at: _at, max_budget: max, soft_budget: soft, ...rest } = await readTeam(row);
    expect([max, soft]).toEqual([4321.5, 4000]);
    expect(before).toMatchObject(rest);
    expect(await findRow(row)).toMatchObject({ limit_usd: 4321.5, soft_limit_usd: 4000 });
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
    const row = await pickRow("tenant", 1);
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
    const seen = await findRow(row);
    await change(seen, { limit_usd: 77 });
    const after = await readTeam(row);
    expect(after).toMatchObject({ max_budget: 77, budget_duration: "7d", tpm_limit: 5000 });
    expect(Date.parse(String(after.budget_reset_at))).toBe(Date.parse(odd));
    // A new period moves it, as the preview says that LiteLLM will.
    const { rows } = await previewBudgetEdit(adminViewer, {
      targets: [toTarget(row)],
      edit: { duration: "1d" },
    });
    expect(rows[0]?.notes.join(" ")).toContain("LiteLLM will set the next date itself");
    await change(await findRow(row), { duration: "1d" });
    expect((await findRow(row)).reset_at).toBe("2026-11-23T00:00:00.000Z");
  });

  it("outlives a list that LiteLLM sent before it", async () => {
    const row = await pickRow("agent");
    const list = await bed.client.listAgents();
    await change(row, { limit_usd: 9.5 });
    bed.advance(-1_000);
    const stale = { ...bed.client, listAgents: () => Promise.resolve(list) };
    await bed.sync({ client: stale });
    expect((await findRow(row)).limit_usd).toBe(9.5);
    bed.advance(61_000);
    await bed.sync();
    expect((await findRow(row)).limit_usd).toBe(9.5);
  });

  it("blocks and unblocks tenants and agents", async () => {
    for (const kind of ["tenant", "agent"] as const) {
      const row = await pickRow(kind, 2);
      await change(row, { is_blocked: true });
      const read = kind === "tenant" ? readTeam : readKey;
      expect((await read(row)).blocked).toBe(true);
      await change(await findRow(row), { is_blocked: false });
      expect((await findRow(row)).is_blocked).toBe(false);
      expect((await read(row)).blocked || false).toBe(false);
    }
  });

  it("is a conflict when somebody else was faster, with both values and nothing sent", async () => {
    const row = await pickRow("agent", 1);
    await change(row, { limit_usd: 20 });
    await bed.upstream.control.clearLog();
    const late = change(row, { limit_usd: 30 });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/you saw (none|\$[\d.,]+), it is \$20\.00 now/),
      issues: [{ field: "limit_usd" }],
    });
    expect(await listWrites()).toEqual([]);
    expect((await findRow(row)).limit_usd).toBe(20);
  });

  it("of two at once one wins", async () => {
    const row = await pickRow("agent", 1);
    const ends = await Promise.allSettled([
      change(row, { limit_usd: 41 }),
      change(row, { limit_usd: 42 }, toOperator(row.tenant_id)),
    ]);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    const [winner] = ends[0].status === "fulfilled" ? [41] : [42];
    expect((await readKey(row)).max_budget).toBe(winner);
    expect((await findRow(row)).limit_usd).toBe(winner);
  });
});

describe("what LiteLLM says", () => {
  it("is passed on when it refuses, and nothing changes", async () => {
    const row = await pickRow("tenant");
    const refusal = "Team is managed in config.yaml and cannot be changed";
    await bed.upstream.control.mutate({ op: "setTeamBudget", teamId: row.id, refusal });
    const audits = await countAudits();
    await expect(change(row, { limit_usd: 5_000 })).rejects.toMatchObject({
      code: "upstream_failed",
      message: `LiteLLM says: ${refusal}. Nothing was changed.`,
    });
    expect(await countAudits()).toBe(audits);
    expect(await findRow(row)).toMatchObject(toBudgetFields(row));
    await bed.upstream.control.mutate({ op: "setTeamBudget", teamId: row.id, refusal: null });
  });

  it("does not count where the answer was lost: it is read back", async () => {
    const row = await pickRow("tenant");
    await bed.upstream.control.setKnobs({
      pathPattern: "/team/update",
      errorRate: 1,
      errorKind: "truncate",
    });
    await change(row, { limit_usd: 6_000 });
    expect((await findRow(row)).limit_usd).toBe(6_000);
  });

  it("is unclear where nothing answers any more, and the next sync tells", async () => {
    const row = await pickRow("tenant");
    await bed.upstream.control.setKnobs({ pathPattern: "/team/info", failFirst: 0, errorRate: 0 });
    await bed.upstream.control.setKnobs({
      pathPattern: "/team/(update|info)",
      down: true,
    });
    await expect(change(row, { limit_usd: 6_100 })).rejects.toMatchObject({
      message: expect.stringContaining("Nothing was sent"),
    });
    await bed.upstream.control.setKnobs({ down: false });
    expect((await findRow(row)).limit_usd).toBe(row.limit_usd);
  });

  it("forgets a key's period never: clearing it is refused before it is sent", async () => {
    const row = await pickRow("agent", 2);
    await change(row, { duration: "7d", limit_usd: 12 });
    await bed.upstream.control.clearLog();
    await expect(change(await findRow(row), { duration: null })).rejects.toMatchObject({
      code: "bad_request",
      issues: [{ field: "duration" }],
    });
    expect(await listWrites()).toEqual([]);
  });
});

describe("many at once", () => {
  it("is previewed, changed one by one, and taken back", async () => {
    const rows = await listRows("agent");
    const limited = rows.filter((row) => row.limit_usd !== null).slice(0, 3);
    expect(limited.length).toBeGreaterThan(1);
    const [conflicting, ...others] = limited;
    if (conflicting === undefined) throw new Error("no rows");
    await bed.upstream.control.clearLog();
    const preview = await previewBudgetEdit(adminViewer, {
      targets: limited.map(toTarget),
      edit: { limit_percent: 10 },
    });
    expect(preview.rows[0]?.after.limit_usd).toBeCloseTo((conflicting.limit_usd ?? 0) * 1.1, 2);
    expect(await listWrites()).toEqual([]);

    await bed.upstream.control.mutate({
      op: "setKeyBudget",
      token: conflicting.id,
      maxBudget: 999,
    });
    const { batch_id, outcomes } = await change(limited, { limit_percent: 10 });
    expect(outcomes.map((one) => one.outcome)).toEqual(["conflict", ...others.map(() => "done")]);

    const undone = await undoBudgetBatch(adminViewer, batch_id).catch((error: unknown) => error);
    expect(undone).toMatchObject({ outcomes: others.map(() => ({ outcome: "done" })) });
    for (const row of others) {
      expect((await findRow(row)).limit_usd).toBe(row.limit_usd);
      expect((await readKey(row)).max_budget).toBe(row.limit_usd);
    }
    await expect(undoBudgetBatch(adminViewer, batch_id)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("a top-up", () => {
  it("lasts until LiteLLM resets the budget and then goes back by itself", async () => {
    const row = await pickRow("tenant", 2);
    await change(row, { duration: "7d", limit_usd: 100, soft_limit_usd: null });
    await change(await findRow(row), { top_up_usd: 25 });
    expect((await findRow(row)).limit_usd).toBe(125);
    expect(await endDueTopUps("worker")).toBe(0);
    bed.advance(8 * DAY_MS);
    await bed.sync();
    await bed.db.$executeRaw`UPDATE budget_top_up SET reset_at = now() - interval '1 day'`;
    expect(await endDueTopUps("worker")).toBe(1);
    expect((await findRow(row)).limit_usd).toBe(100);
    expect(await endDueTopUps("worker")).toBe(0);
    const actions = await bed.db.auditEntry.findMany({
      where: { entityId: row.id },
      orderBy: { at: "asc" },
    });
    expect(actions.at(-1)).toMatchObject({ action: "budget.top-up-end", actor: "worker" });
  });
});

describe("who may change what", () => {
  it.each([
    ["an auditor", () => auditorViewer],
    ["a user", () => ({ ...adminViewer, role: "user" as const })],
    ["an operator of another tenant", () => toOperator("another")],
  ])("%s changes nothing and learns nothing", async (_who, toViewer) => {
    const row = await pickRow("tenant");
    await bed.upstream.control.clearLog();
    const refused = { code: "not_found", message: expect.stringContaining("no such budget") };
    await expect(change(row, { limit_usd: 1 }, toViewer())).rejects.toMatchObject(refused);
    const unknown = { ...row, id: "nobody", tenant_id: "nobody" };
    await expect(change(unknown, { limit_usd: 1 })).rejects.toMatchObject(refused);
    expect((await bed.upstream.control.log()).total).toBe(0);
  });
});
