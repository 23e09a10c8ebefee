import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  adminViewer,
  coverDays,
  insertAgent,
  insertMessages,
  insertTenant,
  insertUsage,
  toOperator,
} from "@/lib/testing/factories";
import { addDays, toIsoDay } from "@/lib/time";
import { toUsageQuestion } from "./queries";
import { usageReads } from "./reads";

const ODD = ["has,comma", "__proto__", "a.png", "50%_\\ / ?#&=+"];
const TENANT = "has,comma";
const today = toIsoDay(new Date());
const [from, to] = [addDays(today, -7), addDays(today, -1)];
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const tenantIds = await Promise.all([...ODD, "has"].map((id) => insertTenant(test.db, id)));
  for (const tenantId of tenantIds) {
    await coverDays(test.db, tenantId, 30);
    await coverDays(test.db, tenantId, 30, "messages");
  }
  // What a split at the comma would find as well.
  const ids = [...ODD, "has", "comma"];
  for (const id of ids) await insertAgent(test.db, TENANT, id, { maxBudgetUsd: "10" });
  const usage = ids.map((id) => ({ day: to, agentId: id, provider: id, costUsd: "1" }));
  await insertUsage(test.db, TENANT, usage);
  const messages = ids.map((id) => ({ day: to, agentId: id, channel: id, messageCount: 1 }));
  await insertMessages(test.db, TENANT, messages);
});

afterAll(() => test.drop());

const question = (agentIds: readonly string[], providers: readonly string[] = []) =>
  toUsageQuestion(TENANT, from, to, { agentIds, providers });

async function answer(ask: ReturnType<typeof usageReads.summary.ask>): Promise<string[]> {
  const { data } = await ask.answer(adminViewer);
  return JSON.stringify(data).match(/"agent_id":"(?:[^"\\]|\\.)*"/g) ?? [];
}

describe.each(ODD)("the id %j", (id) => {
  const only = [`"agent_id":${JSON.stringify(id)}`];

  it("filters the agents of every panel", async () => {
    expect(await answer(usageReads.summary.ask(question([id])))).toEqual(only);
    const compare = { compare: "none" } as const;
    const payroll = usageReads.payroll.ask({ ...question([id]), ...compare });
    expect(new Set(await answer(payroll))).toEqual(new Set(only));
    const alerts = usageReads.budgetAlerts.ask({ tenantId: TENANT, agent_id: [id] });
    expect(await answer(alerts)).toEqual(only);
    for (const group_by of ["agent", "provider"] as const) {
      const grouped = { ...question([id]), group_by };
      const daily = await usageReads.daily.ask(grouped).answer(adminViewer);
      expect(JSON.stringify(daily.data).split(JSON.stringify(id)).length).toBeGreaterThan(1);
      expect(JSON.stringify(daily.data)).not.toContain('"comma"');
      const series = usageReads.costSeries.ask({ ...grouped, ...compare });
      const { data } = (await series.answer(adminViewer)) as {
        data: { series: { series_id: string; cost_usd: number }[] };
      };
      expect(data.series).toMatchObject([{ series_id: id, cost_usd: 1 }]);
    }
    const messages = await usageReads.messageVolume.ask(question([id])).answer(adminViewer);
    expect(messages.data).toMatchObject([{ channel: id, message_count: 1 }]);
  });

  it("filters the providers", async () => {
    expect(await answer(usageReads.summary.ask(question([], [id])))).toEqual(only);
    const { data } = await usageReads.byProvider.ask(question([], [id])).answer(adminViewer);
    expect(data).toMatchObject([{ provider: id, cost_usd: 1 }]);
  });

  it("names a tenant, for its operator and nobody else", async () => {
    const ask = usageReads.detail.ask({ tenantId: id });
    expect((await ask.answer(toOperator(id))).data).toMatchObject({ tenant_id: id });
    await expect(ask.answer(toOperator("has", "comma"))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
