import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Decimal } from "@/lib/money";
import { createSyncContext, type SyncContext } from "@/lib/sync/context";
import type { RunResult } from "@/lib/sync/job";
import { refreshAccounts } from "@/lib/sync/jobs/refresh-accounts";
import { syncAccountActivity } from "@/lib/sync/jobs/sync-account-activity";
import { syncAccounts } from "@/lib/sync/jobs/sync-accounts";
import { runJob } from "@/lib/sync/runs/run";
import { createSyncBed, DAY_MS, HOUR_MS, MINUTE_MS, SETTINGS, type SyncBed } from "./sync-bed";

interface Listed {
  user_id: string;
  spend: number;
  litellm_budget_table: { budget_id: string } | null;
}

let bed: SyncBed;
let context: SyncContext;

beforeAll(async () => {
  bed = await createSyncBed({ people: 120 });
  const { db, client, now } = bed;
  context = createSyncContext({ db, client, settings: SETTINGS, now });
});

afterAll(async () => {
  context.heartbeat.stop();
  await bed.close();
});

const sync = (): Promise<RunResult> => runJob(context, syncAccounts, { trigger: "once" });

async function listUpstream(): Promise<Listed[]> {
  const response = await fetch(`${bed.upstream.url}/customer/list`, {
    headers: { authorization: `Bearer ${bed.upstream.keys.admin}` },
  });
  return (await response.json()) as Listed[];
}

const findAccount = (customerId: string) =>
  bed.db.account.findFirstOrThrow({ where: { customerId } });

async function sumDays(personId: string): Promise<number> {
  const days = await bed.db.accountSpendDaily.findMany({ where: { personId } });
  return days.reduce((sum, day) => sum.plus(day.spendUsd.toString()), new Decimal(0)).toNumber();
}

describe("reading everybody's accounts", () => {
  it("stores what LiteLLM lists, once, and passes over the sessions that tools made", async () => {
    await bed.upstream.control.clearLog();
    const result = await sync();
    expect(result.error).toBeNull();
    expect((await bed.upstream.control.log()).countsByPath["/customer/list"]).toBe(1);
    const listed = (await listUpstream()).filter((row) => !row.user_id.startsWith("{"));
    const stored = await bed.db.account.findMany();
    expect(stored).toHaveLength(listed.length);
    const spendById = new Map(stored.map((row) => [row.customerId, Number(row.spendUsd)]));
    for (const row of listed) expect(spendById.get(row.user_id)).toBeCloseTo(row.spend, 9);
    const linked = new Set(listed.flatMap((row) => row.litellm_budget_table?.budget_id ?? []));
    expect(await bed.db.accountBudget.count()).toBe(linked.size);
    expect(await bed.db.account.count({ where: { kind: "project" } })).toBe(80);
    expect(await bed.db.accountSpendDaily.count()).toBe(0);
  });

  it("changes nothing when nothing changed", async () => {
    bed.advance(5 * MINUTE_MS);
    const quiet = await listUpstream();
    expect(quiet.length).toBeGreaterThan(100);
    await sync();
    const again = await sync();
    expect(again).toMatchObject({ outcome: "ok", rowsChanged: 0 });
  });

  it("books what was spent since the last reading to its day", async () => {
    const customerId = "user@example.com";
    const before = await findAccount(customerId);
    bed.advance(3 * HOUR_MS);
    await bed.upstream.control.mutate({ op: "addCustomerSpend", userId: customerId, usd: 1.25 });
    await sync();
    const after = await findAccount(customerId);
    const grown = Number(after.spendUsd) - Number(before.spendUsd);
    expect(grown).toBeGreaterThanOrEqual(1.25);
    const day = await bed.db.accountSpendDaily.findMany({ where: { customerId } });
    expect(day.reduce((sum, row) => sum + Number(row.spendUsd), 0)).toBeGreaterThanOrEqual(
      grown - 1e-9,
    );
  });
});

describe("what LiteLLM does to an account", () => {
  const customerId = "case@example.com";
  const set = (spendUsd: number) =>
    bed.upstream.control.mutate({ op: "setCustomer", userId: customerId, spendUsd });

  it("keeps a month that LiteLLM resets, the job that is late included", async () => {
    const { control } = bed.upstream;
    const resetAt = new Date(bed.now().getTime() + 2 * HOUR_MS).toISOString();
    const budget = { op: "setCustomerBudget", budgetId: "case-budget" } as const;
    await control.mutate({ ...budget, maxBudget: 60, budgetDuration: "30d", resetAt });
    await control.mutate({
      op: "setCustomer",
      userId: customerId,
      spendUsd: 40,
      budgetId: "case-budget",
    });
    await sync();
    expect(await sumDays(customerId)).toBe(40);
    await control.mutate({ ...budget, isResetHeld: true });
    bed.advance(2 * HOUR_MS + MINUTE_MS);
    await control.mutate({ op: "resetCustomerBudget", budgetId: "case-budget", part: "dates" });
    await sync();
    expect(await sumDays(customerId)).toBe(40);
    bed.advance(9 * MINUTE_MS);
    await control.mutate({ op: "resetCustomerBudget", budgetId: "case-budget", part: "counters" });
    await set(0.5);
    await sync();
    expect(await sumDays(customerId)).toBe(40.5);
    const [reset] = await bed.db.accountObservation.findMany({
      where: { customerId, change: "reset" },
    });
    expect(Number(reset?.previousSpendUsd)).toBe(40);
    expect(Number(reset?.maxBudgetUsd)).toBe(60);
    expect(reset?.periodEndedAt?.toISOString()).toBe(resetAt);
  });

  it("counts nothing for a counter that somebody lowered", async () => {
    await set(0.2);
    bed.advance(5 * MINUTE_MS);
    await sync();
    expect(await sumDays(customerId)).toBe(40.5);
  });

  it("says absent for a customer that was deleted and counts anew when it comes back", async () => {
    await bed.upstream.control.mutate({ op: "deleteCustomer", userId: customerId });
    bed.advance(5 * MINUTE_MS);
    await sync();
    expect(await findAccount(customerId)).toMatchObject({ state: "absent", spendUsd: null });
    await set(3);
    bed.advance(5 * MINUTE_MS);
    await sync();
    expect(await findAccount(customerId)).toMatchObject({ state: "ok" });
    expect(await sumDays(customerId)).toBe(43.5);
  });

  it("reads one person's accounts when asked, absent ones as absent", async () => {
    await set(4);
    bed.advance(5 * MINUTE_MS);
    const result = await runJob(context, refreshAccounts, { scope: customerId, trigger: "manual" });
    expect(result).toMatchObject({ outcome: "ok" });
    const states = await bed.db.account.findMany({ where: { personId: customerId } });
    expect(new Map(states.map((row) => [row.kind, row.state]))).toEqual(
      new Map([
        ["web", "ok"],
        ["cli", "absent"],
        ["premium", "absent"],
      ]),
    );
    expect(await sumDays(customerId)).toBe(44.5);
  });
});

describe("reading what the portal's own people spent by day", () => {
  const read = () => runJob(context, syncAccountActivity, { trigger: "once" });
  const key = ["day", "customerId", "dimension", "name"] as const;
  const listDays = () =>
    bed.db.accountActivityDaily.findMany({ orderBy: key.map((column) => ({ [column]: "asc" })) });

  it("changes nothing without a new call, and only what a new call made different", async () => {
    const [account] = await bed.db.account.findMany({
      where: { kind: "web", state: "ok" },
      orderBy: { spendUsd: "desc" },
      take: 1,
    });
    if (!account) throw new Error("no account");
    await bed.db.user.create({ data: { email: account.personId, name: "P", role: "user" } });
    expect((await read()).rowsChanged).toBeGreaterThan(10);
    const before = await listDays();
    expect(await read()).toMatchObject({ outcome: "ok", rowsChanged: 0 });
    expect(await listDays()).toEqual(before);
    const sinceMs = bed.now().getTime() - SETTINGS.SYNC_RECENT_DAYS * DAY_MS;
    const [odd, gone] = before.filter((row) => row.day.getTime() > sinceMs);
    if (!odd || !gone) throw new Error("no recent activity");
    const { spendUsd: _, callCount: __, ...oddKey } = odd;
    await bed.db.accountActivityDaily.updateMany({ where: oddKey, data: { spendUsd: 99 } });
    await bed.db.accountActivityDaily.create({ data: { ...gone, name: "not there upstream" } });
    expect(await read()).toMatchObject({ outcome: "ok", rowsChanged: 2 });
    expect(await listDays()).toEqual(before);
  });

  it("names whom it cannot ask for: a comma ends an id in the filter", async () => {
    const userId = "lovelace,ada@example.com";
    await bed.upstream.control.mutate({ op: "setCustomer", userId, spendUsd: 3 });
    await bed.db.user.create({ data: { email: userId, name: "Ada", role: "user" } });
    await sync();
    expect(await findAccount(userId)).toMatchObject({ state: "ok" });
    expect(await read()).toMatchObject({
      outcome: "partial",
      error: expect.stringContaining(userId) as string,
    });
    await bed.db.user.delete({ where: { email: userId } });
    expect(await read()).toMatchObject({ outcome: "ok", error: null });
  });
});

describe("when LiteLLM does not do as it should", () => {
  const total = async () =>
    (await bed.db.account.aggregate({ _sum: { spendUsd: true } }))._sum.spendUsd?.toString();

  it.each(["truncate", "503", "reset", "wrong-types", "html"] as const)(
    "changes no total when the list fails (%s)",
    async (errorKind) => {
      const before = await total();
      const knobs = { errorRate: 1, errorKind, pathPattern: "^/customer/list" };
      await bed.upstream.control.setKnobs(knobs);
      const result = await sync();
      await bed.upstream.control.setKnobs({ errorRate: 0, pathPattern: null });
      expect(result.outcome).toBe("failed");
      expect(await total()).toBe(before);
      expect(await bed.db.account.count({ where: { state: "failed" } })).toBe(0);
      const state = await bed.db.snapshotState.findFirst({
        where: { tenantId: "*", kind: "accounts" },
      });
      expect(state?.lastError).not.toBeNull();
    },
  );

  it("reads the reset dates from the budget rows where the release leaves them out", async () => {
    await bed.db.accountBudget.updateMany({ data: { resetAt: null } });
    await bed.upstream.control.setSettings({ version: "1.81.6" });
    await sync();
    await bed.upstream.control.setSettings({ version: "1.93.0" });
    const rows = await bed.db.accountBudget.findMany({
      where: { duration: { not: null }, id: { not: "case-budget" } },
    });
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter((row) => row.resetAt === null)).toEqual([]);
  });

  it("reads account by account where the list is refused, and loses nothing to overload", async () => {
    await bed.upstream.control.setKnobs({
      errorRate: 1,
      errorKind: "401",
      pathPattern: "^/customer/list",
    });
    bed.advance(5 * MINUTE_MS);
    const before = await bed.db.account.count({
      where: { state: "ok", kind: { in: ["web", "cli"] } },
    });
    const result = await sync();
    await bed.upstream.control.setKnobs({ errorRate: 0, pathPattern: null });
    expect(result).toMatchObject({ outcome: "ok" });
    expect(
      await bed.db.account.count({ where: { state: "ok", kind: { in: ["web", "cli"] } } }),
    ).toBe(before);
    expect(await bed.db.account.count({ where: { state: "failed" } })).toBe(0);
  });

  it("keeps everybody when the list suddenly lacks most, until a later one agrees", async () => {
    const ok = await bed.db.account.count({ where: { state: "ok" } });
    for (const { user_id: userId } of (await listUpstream()).slice(0, 400)) {
      await bed.upstream.control.mutate({ op: "deleteCustomer", userId });
    }
    bed.advance(DAY_MS / 24);
    expect(await sync()).toMatchObject({ outcome: "partial" });
    expect(await bed.db.account.count({ where: { state: "ok" } })).toBe(ok);
    bed.advance(10 * MINUTE_MS);
    await sync();
    expect(await bed.db.account.count({ where: { state: "ok" } })).toBeLessThan(ok / 2);
  });
});
