import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer } from "@/lib/testing/factories";
import { addDays, startOfDay, toIsoDay } from "@/lib/time";
import { openMyHistory, openMySpending } from "./service";

const viewer = { ...adminViewer, email: "Nina@Example.com" };
const personId = "nina@example.com";
const today = toIsoDay(new Date());

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const readAt = new Date();
  await db.accountBudget.create({ data: { id: "b", maxBudgetUsd: 100, duration: "30d", readAt } });
  const account = { personId, state: "ok", budgetId: "b", readAt } as const;
  await db.account.createMany({
    data: [
      { ...account, kind: "web", customerId: personId, spendUsd: "12.3456789" },
      { ...account, kind: "cli", customerId: `${personId}_codemie_cli`, spendUsd: "1" },
      { ...account, personId: "other@example.com", kind: "web", customerId: "o", spendUsd: "99" },
    ],
  });
  const state = { kind: "accounts", lastOkAt: readAt, lastAttemptAt: readAt } as const;
  await db.snapshotState.createMany({
    data: [
      { tenantId: "*", ...state },
      { tenantId: "list", ...state },
    ],
  });
  const spent = { personId, kind: "web", customerId: personId } as const;
  await db.accountSpendDaily.createMany({
    data: [
      { ...spent, day: startOfDay(addDays(today, -9)), spendUsd: 4, spreadUsd: 1 },
      { ...spent, day: startOfDay(addDays(today, -3)), spendUsd: 2 },
    ],
  });
  const told = { ...spent, day: startOfDay(addDays(today, -9)), callCount: 3 };
  await db.accountActivityDaily.createMany({
    data: [
      { ...told, dimension: "model", name: "gpt-4o", spendUsd: 3 },
      { ...told, dimension: "model", name: "sonnet", spendUsd: 1.5 },
      { ...told, dimension: "agent", name: "hash", spendUsd: 4.5 },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

describe("one's own spending", () => {
  it("is that of the e-mail in lower case and of nobody else", async () => {
    const { snapshot, load } = await openMySpending(viewer);
    const { data } = await load();
    expect(snapshot.state).toBe("fresh");
    expect(data.total.spend_usd).toBe(13.345679);
    expect(data.accounts.map((account) => account.state)).toEqual(["ok", "ok", "absent"]);
  });

  it("is partial when an account could not be read, and keeps its figure", async () => {
    const where = { customerId: `${personId}_codemie_cli` };
    const error = "LiteLLM cannot be reached at http://10.0.0.5:4000. Check LITELLM_URL.";
    await database.db.account.updateMany({ where, data: { state: "failed", error } });
    const { snapshot, load } = await openMySpending(viewer);
    expect(snapshot).toMatchObject({ state: "partial" });
    expect((await load()).data.total).toMatchObject({ spend_usd: 13.345679, is_partial: true });
    for (const role of ["platform_admin", "user"] as const) {
      const panel = await openMySpending({ ...viewer, role });
      const told = (await panel.load()).data.accounts.find((one) => one.state === "failed")?.error;
      const plain = "LiteLLM could not be read. An administrator can see why.";
      expect(told).toBe(role === "user" ? plain : error);
    }
    await database.db.account.updateMany({ where, data: { state: "ok", error: null } });
  });

  it("is stale, not nothing, when LiteLLM was not read for long", async () => {
    const long = new Date(Date.now() - 3 * 3_600_000);
    const db = database.db;
    await db.snapshotState.updateMany({ data: { lastOkAt: long, lastError: "It was down." } });
    await db.account.updateMany({ data: { readAt: long } });
    const { snapshot, load } = await openMySpending(viewer);
    expect(snapshot).toMatchObject({ state: "stale", cause: "It was down." });
    expect((await load()).data.total.spend_usd).toBe(13.345679);
  });

  it("has a history that takes LiteLLM's own days where it has them", async () => {
    const { load } = await openMyHistory(viewer, { days: 30, format: "json" });
    const { data } = await load();
    expect(data.known_since).toBe(addDays(today, -9));
    expect(data.days).toHaveLength(10);
    expect(data.days[0]).toMatchObject({ web_usd: 4.5, cli_usd: 0 });
    expect(data.days[6]).toMatchObject({ day: addDays(today, -3), web_usd: 2 });
    expect(data.by_model.map((part) => part.name)).toEqual(["gpt-4o", "sonnet"]);
    expect(data.by_agent).toEqual([{ name: "hash", spend_usd: 4.5, call_count: 3 }]);
  });
});
