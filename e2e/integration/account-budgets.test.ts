import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeBudgets, previewBudgetEdit } from "@/lib/budgets/changes";
import { shareBudgetConnection } from "@/lib/budgets/gateway";
import { budgetListQuerySchema, type BudgetEdit, type BudgetRow } from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import type { BudgetPreview } from "@/lib/budgets/schema";
import { toPreviewNotes } from "@/lib/budgets/words";
import { adminViewer, toOperator } from "@/lib/testing/factories";
import { createUpstreamHttp } from "@/lib/upstream/http";
import { startLiteLLM, type RunningLiteLLM } from "../upstream/litellm/server";

const listNotes = (rows: readonly BudgetPreview[]) => rows.flatMap(toPreviewNotes);

const ADA = "ada@example.com";
const BOB = "bob@example.com";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(async () => {
  shareBudgetConnection(undefined);
  await test.drop();
});

const RESTRICTIONS = {
  ...{ region: "eu", defaultModel: "gpt-4o", objectPermissionId: "perm-eu" },
};
const UNRESTRICTED = { region: null, defaultModel: null, objectPermissionId: null };

describe.each(["1.91.0", "1.93.0", "1.108.7"])("accounts of people, LiteLLM %s", (version) => {
  let upstream: RunningLiteLLM;

  beforeAll(async () => {
    upstream = await startLiteLLM({ tenants: 1, agentsPerTenant: 1, days: 3, people: 1, version });
    shareBudgetConnection(
      createUpstreamHttp({
        names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
        ...{ baseUrl: upstream.url, apiKey: upstream.keys.admin, timeoutMs: 5_000, concurrency: 2 },
        retryBaseDelayMs: 1,
      }),
    );
  });

  afterAll(async () => {
    await upstream.close();
  });

  beforeEach(async () => {
    const resetAt = "2027-01-15T12:00:00Z";
    await upstream.control.mutate({
      ...{ op: "setCustomerBudget", budgetId: "tier-pro", maxBudget: 50, softBudget: 40 },
      ...{ budgetDuration: "30d", resetAt },
    });
    await test.db.$executeRaw`TRUNCATE account, account_budget`;
    await test.db.accountBudget.create({
      data: {
        ...{ id: "tier-pro", maxBudgetUsd: 50, softBudgetUsd: 40, duration: "30d" },
        ...{ resetAt, readAt: new Date() },
      },
    });
    for (const [userId, spendUsd] of [
      [ADA, 12.5],
      [BOB, 3],
    ] as const) {
      await upstream.control.mutate({
        ...{ op: "setCustomer", userId, spendUsd, budgetId: "tier-pro", isBlocked: false },
        restrictions: UNRESTRICTED,
      });
      await test.db.account.create({
        data: {
          ...{ personId: userId, kind: "web", customerId: userId, state: "ok" },
          ...{ spendUsd, budgetId: "tier-pro", readAt: new Date() },
        },
      });
    }
    await upstream.control.clearLog();
  });

  async function find(viewer: Viewer, id: string): Promise<BudgetRow | undefined> {
    const query = budgetListQuerySchema.parse({ kind: "account" });
    const { data } = await (await openBudgetList(viewer, query)).load();
    return data.items.find((row) => row.id === id);
  }

  async function change(edit: BudgetEdit, viewer = adminViewer) {
    const row = await find(adminViewer, ADA);
    if (!row) throw new Error("no account");
    const { limit_usd, soft_limit_usd, duration, is_blocked } = row;
    const expected = { limit_usd, soft_limit_usd, duration, is_blocked };
    const targets = [{ kind: "account" as const, tenant_id: "", id: ADA, expected }];
    return changeBudgets(viewer, { targets, edit, reason: "A test" });
  }

  async function readCustomer(id: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${upstream.url}/customer/info?end_user_id=${id}`, {
      headers: { authorization: `Bearer ${upstream.keys.admin}` },
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** @returns the status of a call that names the customer */
  async function call(user: string): Promise<number> {
    const response = await fetch(`${upstream.url}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${upstream.keys.admin}` },
      body: JSON.stringify({ model: "gpt-4o", user }),
    });
    return response.status;
  }

  const listPosts = async () =>
    (await upstream.control.log()).entries
      .filter((entry) => entry.method === "POST" && entry.path !== "/budget/info")
      .map((entry) => entry.path);

  it("one person's limit leaves the row that others share alone, and the preview names them", async () => {
    const targets = [{ kind: "account" as const, tenant_id: "", id: ADA }];
    const { rows } = await previewBudgetEdit(adminViewer, { targets, edit: { limit_usd: 80 } });
    expect(listNotes(rows)[0]).toContain(`“tier-pro”, which it shares with ${BOB}`);
    await change({ limit_usd: 80 });
    expect((await readCustomer(BOB)).litellm_budget_table).toMatchObject({ max_budget: 50 });
    expect((await readCustomer(ADA)).litellm_budget_table).toMatchObject({
      ...{ max_budget: 80, soft_budget: 40, budget_duration: "30d" },
    });
    expect(await find(adminViewer, ADA)).toMatchObject({
      ...{ limit_usd: 80, soft_limit_usd: 40, spend_usd: 12.5 },
      reset_at: "2027-01-15T12:00:00.000Z",
    });
    expect(await listPosts()).toEqual(["/budget/new", "/customer/update"]);
    // The next change finds the row of its own, and moves nothing else.
    await change({ soft_limit_usd: null });
    expect((await find(adminViewer, ADA))?.reset_at).toBe("2027-01-15T12:00:00.000Z");
    expect((await listPosts()).slice(2)).toEqual(["/budget/update"]);
    const again = await previewBudgetEdit(adminViewer, { targets, edit: { limit_usd: 81 } });
    expect(listNotes(again.rows).join(" ")).not.toContain("shares");
    await upstream.control.mutate({ op: "setCustomer", userId: ADA, budgetId: null });
  });

  it("blocking holds though LiteLLM may answer that it failed", async () => {
    await change({ is_blocked: true });
    expect((await readCustomer(ADA)).blocked).toBe(true);
    expect((await find(adminViewer, ADA))?.is_blocked).toBe(true);
  });

  it("blocking does not stop calls, and says so; a limit of 0 does", async () => {
    const targets = [{ kind: "account" as const, tenant_id: "", id: ADA }];
    const edit = { is_blocked: true };
    const { rows } = await previewBudgetEdit(adminViewer, { targets, edit });
    expect(listNotes(rows).join(" ")).toContain("lets its calls through all the same");
    expect(listNotes(rows).join(" ")).toContain("set the hard limit to 0");
    await change(edit);
    expect(await call(ADA)).toBe(200);
    await change({ limit_usd: 0, soft_limit_usd: null });
    expect((await readCustomer(ADA)).litellm_budget_table).toMatchObject({ max_budget: 0 });
    expect(await find(adminViewer, ADA)).toMatchObject({ limit_usd: 0, state: "exceeded" });
    expect(await call(ADA)).toBe(version === "1.108.7" ? 422 : 400);
  });

  const unblocksItself = version === "1.108.7";

  it("unblocking keeps what the customer had, and says how before", async () => {
    await change({ is_blocked: true });
    const targets = [{ kind: "account" as const, tenant_id: "", id: ADA }];
    const { rows } = await previewBudgetEdit(adminViewer, { targets, edit: { is_blocked: false } });
    expect(listNotes(rows).join(" ")).toContain("made anew with its limits and its $12.50 spent");
    await change({ is_blocked: false });
    const customer = await readCustomer(ADA);
    expect(customer).toMatchObject({ blocked: false, spend: 12.5 });
    expect(customer.litellm_budget_table).toMatchObject({ max_budget: 50 });
    const again = unblocksItself ? [] : ["/customer/delete", "/customer/new"];
    expect((await listPosts()).slice(1)).toEqual(["/customer/update", ...again]);
  });

  it("unblocking loses no restriction: it works where LiteLLM can, else it is refused", async () => {
    await change({ is_blocked: true });
    await upstream.control.mutate({
      ...{ op: "setCustomer", userId: ADA, restrictions: RESTRICTIONS },
    });
    const before = await readCustomer(ADA);
    const unblocking = change({ is_blocked: false });
    if (unblocksItself) {
      expect((await unblocking).outcomes).toMatchObject([{ outcome: "done" }]);
    } else {
      await expect(unblocking).rejects.toMatchObject({
        message: expect.stringMatching(/lose its region, default model.*Nothing was changed\.$/),
      });
    }
    expect(await readCustomer(ADA)).toEqual({ ...before, blocked: !unblocksItself });
  });

  it("are their person's to see and a platform admin's to change", async () => {
    const ada = { ...adminViewer, role: "user" as const, email: "Ada@example.com" };
    expect(await find(ada, ADA)).toMatchObject({ can_edit: false });
    expect(await find(ada, BOB)).toBeUndefined();
    expect(await find(toOperator("acme"), ADA)).toBeUndefined();
    await expect(change({ limit_usd: 1 }, ada)).rejects.toMatchObject({ code: "not_found" });
    await expect(change({ limit_usd: 1 }, toOperator("acme"))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
