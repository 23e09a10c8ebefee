import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertAccount, insertTenant } from "@/lib/testing/factories";
import { addDays, toIsoDay } from "@/lib/time";
import { lookForAlerts } from "./evaluate-alerts";
import { saveAlertChannel, saveAlertRule } from "./rules";
import { alertMessageSchema, type Threshold } from "./schema";
import { actOnAlert, getUnreadAlerts, listAlerts } from "./service";

const OPEN = { state: "open", tenant_id: "", q: "", page: 1 } as const;
const DAY_MS = 86_400_000;

let database: TestDatabase;
let clock = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  await insertAccount(database.db, "platform_admin", adminViewer.email);
});

beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE alert, alert_delivery, alert_rule, budget_period, tenant`;
  await insertTenant(database.db, "acme", "Acme");
});

afterAll(async () => {
  await database.drop();
});

const spent = (percent: number): Threshold => ({ basis: "spent", percent });
const forecast = (percent: number): Threshold => ({ basis: "forecast", percent });

async function addChannel(name: string): Promise<string> {
  const input = { name, kind: "email" as const, tenant_id: "", target: `${name}@example.com` };
  return (await saveAlertChannel(adminViewer, input)).channel.id;
}

async function addRule(thresholds: Threshold[], channelIds: string[] = []) {
  await saveAlertRule(adminViewer, {
    ...{ name: "Acme", scope: "tenant", tenant_id: "acme", entity_id: "", is_enabled: true },
    ...{ thresholds, channel_ids: channelIds },
  });
}

/** A newer reading of the budget, and the worker's look at it. */
async function spend(usd: string, limit = "100") {
  clock += 1_000;
  await database.db.tenant.update({
    where: { id: "acme" },
    data: {
      ...{ budgetSpendUsd: usd, maxBudgetUsd: limit, budgetDuration: "30d" },
      ...{ budgetResetAt: new Date(clock + 5 * DAY_MS), readAt: new Date(clock) },
    },
  });
  await lookForAlerts(new Date());
}

/** Ten days that cost 9 each: about 45 more until a reset in five days. */
async function insertDays() {
  const days = Array.from({ length: 10 }, (_, index) => addDays(toIsoDay(new Date()), -1 - index));
  const keys = days.map((day) => ({ tenantId: "acme", day: new Date(day) }));
  await database.db.usageDaily.createMany({
    data: keys.map((key) => ({
      ...{ ...key, agentId: "bot", provider: "openai", costUsd: "9" },
      ...{ promptTokens: 1n, completionTokens: 0n, cacheReadTokens: 0n, cacheCreationTokens: 0n },
      ...{ totalTokens: 1n, callCount: 1n, failedCallCount: 0n },
    })),
  });
  const reading = { kind: "usage" as const, readAt: new Date(), runId: randomUUID() };
  await database.db.dayCoverage.createMany({ data: keys.map((key) => ({ ...key, ...reading })) });
}

const listOpen = async () => (await listAlerts(adminViewer, OPEN)).items;

async function listMessages() {
  const rows = await database.db.alertDelivery.findMany({ orderBy: { createdAt: "asc" } });
  return rows.map(({ channelId, message }) => ({
    channelId,
    ...alertMessageSchema.parse(message),
  }));
}

it("what a budget crosses at once is one message a channel and one row, with the figures of now", async () => {
  await insertDays();
  const [both, one] = [await addChannel("both"), await addChannel("one")];
  await addRule([spent(50), spent(80), forecast(100)], [both]);
  await addRule([spent(70)], [both, one]);
  await spend("85");
  const messages = await listMessages();
  expect(messages).toHaveLength(2);
  expect(messages.find(({ channelId }) => channelId === both)).toMatchObject({
    ...{ ...spent(80), also: [spent(70), spent(50), forecast(100)] },
    ...{ amount_usd: 85, expected_usd: expect.any(Number) },
    says: expect.stringMatching(/^Acme has used 85.% .*, expected to reach 1\d\d.% .*\. Resets /),
  });
  expect(messages.find(({ channelId }) => channelId === one)).toMatchObject({
    ...{ ...spent(70), also: [], expected_usd: null },
    says: expect.stringMatching(/^Acme has used 85.% of its budget \(\$85\.00 of \$100\.00\)\./),
  });

  await spend("91");
  expect(await listMessages()).toHaveLength(2);
  const rows = await listOpen();
  expect(rows).toMatchObject([
    { ...spent(80), also: [spent(70), spent(50), forecast(100)], amount_usd: 91, limit_usd: 100 },
  ]);
  expect(rows[0]?.expected_usd).toBeGreaterThan(messages[0]?.expected_usd ?? Infinity);
  expect(await getUnreadAlerts(adminViewer)).toEqual({ count: 1, active: 1 });

  const ids = rows.map(({ id }) => id);
  await actOnAlert(adminViewer, { alert_ids: ids, action: "acknowledge", hours: 1 });
  expect(await getUnreadAlerts(adminViewer)).toEqual({ count: 0, active: 0 });
  expect(await listOpen()).toMatchObject([{ state: "acknowledged" }]);
});

it("a limit of nothing is exceeded once anything is spent, and stays so until there is none", async () => {
  await addRule([spent(100)]);
  await spend("0", "0");
  expect(await listOpen()).toEqual([]);
  await spend("30", "0");
  expect(await listOpen()).toMatchObject([{ percent: 100, amount_usd: 30, limit_usd: 0 }]);
  await database.db.tenant.update({ where: { id: "acme" }, data: { maxBudgetUsd: null } });
  await lookForAlerts(new Date());
  expect(await listOpen()).toEqual([]);
});
