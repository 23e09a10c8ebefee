import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRoundedUsd } from "@/lib/micro-usd";
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
import { getCostSeries } from "./cost-series";
import { getPayroll } from "./payroll";
import {
  costSeriesQuerySchema,
  dailyQuerySchema,
  payrollQuerySchema,
  tenantListQuerySchema,
  usageQuerySchema,
} from "./schema";
import {
  getDailyUsage,
  getMessageVolume,
  getTenantDetail,
  getUsageByModel,
  getUsageByProvider,
  getUsageSummary,
  listBudgetAlerts,
} from "./service";
import { openTenantList } from "./tenants";

const today = toIsoDay(new Date());
const dates = { start_date: addDays(today, -7), end_date: addDays(today, -1) };
const query = usageQuerySchema.parse(dates);
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const acme = await insertTenant(test.db, "acme", "Acme");
  const other = await insertTenant(test.db, "other", "Other 100%_\\");
  await insertTenant(test.db, "idle", "Idle");
  await insertAgent(test.db, acme, "bot", { maxBudgetUsd: "10", budgetSpendUsd: "8.5" });
  await insertAgent(test.db, acme, "clerk", { name: null });
  await insertUsage(test.db, acme, [
    { day: addDays(today, -1), agentId: "bot", costUsd: "0.000000333333" },
    { day: addDays(today, -2), agentId: "bot", costUsd: "1.000000333333", provider: "anthropic" },
    { day: addDays(today, -3), agentId: "clerk", costUsd: "2.000000333334", provider: "ollama" },
    { day: addDays(today, -9), agentId: "bot", costUsd: "5" },
    { day: addDays(today, -9), agentId: "gone", costUsd: "0.5" },
  ]);
  await insertUsage(test.db, other, [{ day: today, agentId: "bot", costUsd: "99" }]);
  await coverDays(test.db, acme, 30);
  await coverDays(test.db, other, 3);
  await coverDays(test.db, acme, 30, "messages");
});

afterAll(() => test.drop());

describe("a tenant's panels", () => {
  it("add up to the same total in every split", async () => {
    const [summary, providers, models, daily, payroll, costSeries] = await Promise.all([
      getUsageSummary(adminViewer, "acme", query).then((panel) => panel.load()),
      getUsageByProvider(adminViewer, "acme", query).then((panel) => panel.load()),
      getUsageByModel(adminViewer, "acme", query).then((panel) => panel.load()),
      getDailyUsage(adminViewer, "acme", dailyQuerySchema.parse(dates)).then((panel) =>
        panel.load(),
      ),
      getPayroll(adminViewer, "acme", payrollQuerySchema.parse(dates)).then((panel) =>
        panel.load(),
      ),
      getCostSeries(adminViewer, "acme", costSeriesQuerySchema.parse(dates)).then((panel) =>
        panel.load(),
      ),
    ]);
    const totals = [
      summary.data.map((row) => row.cost_usd),
      providers.data.map((row) => row.cost_usd),
      models.data.map((row) => row.cost_usd),
      daily.data.rows.map((row) => row.cost_usd),
      costSeries.data.series.map((one) => one.cost_usd),
      costSeries.data.days.flatMap((day) => day.costs_usd ?? []),
      payroll.data.rows.map((row) => row.cost_usd),
      [payroll.data.total?.cost_usd ?? -1],
    ].map(addRoundedUsd);
    expect(totals).toEqual(totals.map(() => 3.000001));
  });

  it("agree over whole months and the days around them, filtered or not", async () => {
    const firstDay = addDays(today, -129);
    await insertTenant(test.db, "long", "Long");
    await coverDays(test.db, "long", 130);
    await insertUsage(
      test.db,
      "long",
      Array.from({ length: 130 }, (_, index) => ({
        day: addDays(firstDay, index),
        agentId: index % 3 === 0 ? "bot" : "clerk",
        costUsd: String(2 ** (index % 20)),
      })),
    );
    for (const days of [32, 64, 90, 129]) {
      const range = { start_date: addDays(today, -days), end_date: today };
      const open = (filter: object) =>
        getUsageSummary(adminViewer, "long", usageQuerySchema.parse({ ...range, ...filter })).then(
          async (panel) => (await panel.load()).data,
        );
      const byMonth = await open({});
      // Narrowed to a provider, the days are read one by one.
      expect(byMonth).toEqual(await open({ provider: "openai" }));
      expect(byMonth).toHaveLength(2);
      expect((await open({ agent_id: "bot" })).map((row) => row.cost_usd)).toEqual(
        byMonth.filter((row) => row.agent_id === "bot").map((row) => row.cost_usd),
      );
      const payroll = await getPayroll(adminViewer, "long", payrollQuerySchema.parse(range));
      const { total } = (await payroll.load()).data;
      expect(total?.cost_usd).toBe(addRoundedUsd(byMonth.map((row) => row.cost_usd)));
    }
    await test.db.tenant.delete({ where: { id: "long" } });
  });

  it("have the fields of the summary, most expensive first", async () => {
    const { data } = await (await getUsageSummary(adminViewer, "acme", query)).load();
    expect(data.map((row) => row.agent_id)).toEqual(["clerk", "bot"]);
    expect(data[1]).toEqual({
      agent_id: "bot",
      agent_name: "bot",
      prompt_tokens: 200,
      completion_tokens: 40,
      total_tokens: 240,
      cost_usd: 1.000001,
      llm_call_count: 2,
    });
  });

  it("compare with the period before and keep agents that only cost something then", async () => {
    const panel = await getPayroll(adminViewer, "acme", payrollQuerySchema.parse(dates));
    const { data } = await panel.load();
    expect(data.previous_range).toEqual({
      start_date: addDays(today, -14),
      end_date: addDays(today, -8),
    });
    expect(data.previous_total?.cost_usd).toBe(5.5);
    expect(data.rows.find((row) => row.agent_id === "gone")).toMatchObject({
      cost_usd: 0,
      previous_cost_usd: 0.5,
      agent_status: "deleted",
    });
  });

  it("put each day beside the same day of the period before", async () => {
    const { data } = await (
      await getCostSeries(adminViewer, "acme", costSeriesQuerySchema.parse(dates))
    ).load();
    expect(data.days.map((day) => day.previous_cost_usd)).toEqual([0, 0, 0, 0, 0, 5.5, 0]);
    const narrow = costSeriesQuerySchema.parse({ ...dates, agent_id: "gone" });
    const { data: ofGone } = await (await getCostSeries(adminViewer, "acme", narrow)).load();
    expect(ofGone.series).toEqual([]);
    expect(ofGone.days[5]?.previous_cost_usd).toBe(0.5);
  });

  it("have one total of the previous period, on the card and in the chart", async () => {
    const week = { start_date: addDays(today, -8), end_date: today };
    const [payroll, chart] = await Promise.all([
      getPayroll(adminViewer, "acme", payrollQuerySchema.parse(week)),
      getCostSeries(adminViewer, "acme", costSeriesQuerySchema.parse(week)),
    ]);
    const { previous_total: total } = (await payroll.load()).data;
    const { days } = (await chart.load()).data;
    expect(total).not.toBeNull();
    expect(addRoundedUsd(days.map((day) => day.previous_cost_usd ?? 0))).toBe(total?.cost_usd);
  });

  it("round a day's rows to the day and the days to the range", async () => {
    await insertTenant(test.db, "tiny", "Tiny");
    const agentIds = ["a", "b", "c", "d", "e", "f"];
    await insertUsage(
      test.db,
      "tiny",
      [-1, -2, -3].flatMap((offset) =>
        agentIds.map((agentId) => ({
          day: addDays(today, offset),
          agentId,
          costUsd: offset === -1 ? "0.00000091" : "0.00000041",
        })),
      ),
    );
    const query = dailyQuerySchema.parse(dates);
    const { rows } = (await (await getDailyUsage(adminViewer, "tiny", query)).load()).data;
    const sumOf = (offset: number) =>
      addRoundedUsd(
        rows.filter((row) => row.day === addDays(today, offset)).map((row) => row.cost_usd),
      );
    expect([-1, -2, -3].map(sumOf).sort()).toEqual([0.000002, 0.000003, 0.000005]);
    expect(sumOf(-1)).toBe(0.000005);
    await test.db.tenant.delete({ where: { id: "tiny" } });
  });

  it("do not compare with a period that was not read whole", async () => {
    const long = { ...dates, start_date: addDays(today, -20) };
    const payroll = await getPayroll(adminViewer, "acme", payrollQuerySchema.parse(long));
    expect((await payroll.load()).data.previous_total).toBeNull();
    const series = await getCostSeries(adminViewer, "acme", costSeriesQuerySchema.parse(long));
    const { days } = (await series.load()).data;
    expect(new Set(days.map((day) => day.previous_cost_usd))).toEqual(new Set([null]));
  });

  it("narrow to agents and providers", async () => {
    const narrow = { ...query, agent_id: ["bot"], provider: ["anthropic"] };
    const { data } = await (await getUsageSummary(adminViewer, "acme", narrow)).load();
    expect(data).toMatchObject([{ agent_id: "bot", cost_usd: 1, llm_call_count: 1 }]);
  });

  it("list days that were never read as missing", async () => {
    const range = dailyQuerySchema.parse({ start_date: addDays(today, -4), end_date: today });
    const { data } = await (await getDailyUsage(adminViewer, "other", range)).load();
    expect(data.missing_days).toEqual([addDays(today, -4), addDays(today, -3)]);
  });

  it("bound the messages where the upstream cannot tell", async () => {
    const day = addDays(today, -1);
    await insertMessages(test.db, "acme", [
      { day, agentId: "bot", channel: "slack", messageCount: 10 },
      { day, agentId: "bot", channel: "web", messageCount: 4, overlapMax: 4 },
    ]);
    const panel = await (await getMessageVolume(adminViewer, "acme", query)).load();
    expect(panel.data[0]).toEqual({ channel: "slack", message_count: 10 });
    expect(panel.bound).toEqual({ lowest: 10, highest: 14 });
  });

  it("show budgets with their states and null where none is set", async () => {
    const panel = await listBudgetAlerts(adminViewer, "acme", { agent_id: [], format: "json" });
    const { data } = await panel.load();
    expect(data).toMatchObject([
      { agent_id: "bot", budget_limit_usd: 10, current_cost_usd: 8.5, status: "warning" },
      { agent_id: "clerk", agent_name: "clerk", budget_limit_usd: null, status: "ok" },
    ]);
  });
});

describe("access", () => {
  it("tells a hidden tenant and an unknown one the same", async () => {
    const ask = (tenantId: string) => getTenantDetail(toOperator("acme"), tenantId);
    const errors = await Promise.all(
      ["other", "unknown"].map((id) => ask(id).catch((error: unknown) => String(error))),
    );
    expect(errors[0]).toBe(errors[1]);
    expect(errors[0]).toContain("no such tenant");
  });

  it("gives an operator of nothing and a user an empty list", async () => {
    const list = tenantListQuerySchema.parse(dates);
    for (const viewer of [toOperator(), { ...toOperator("acme"), role: "user" as const }]) {
      const { data } = await (await openTenantList(viewer, list)).load();
      expect(data).toMatchObject({ items: [], total: 0, total_cost_usd: 0 });
    }
  });
});

describe("the list of tenants", () => {
  it("has no figures for a range before the first reading", async () => {
    const early = { start_date: addDays(today, -90), end_date: addDays(today, -80) };
    const list = await openTenantList(adminViewer, tenantListQuerySchema.parse(early));
    const { data } = await list.load();
    expect(data.items.map((row) => row.cost_usd)).toEqual([null, null, null]);
    expect(data).toMatchObject({ total_cost_usd: null, total_previous_cost_usd: null });
    const payroll = await getPayroll(adminViewer, "acme", payrollQuerySchema.parse(early));
    expect((await payroll.load()).data).toMatchObject({ rows: [], total: null });
  });

  it("sums, compares, sorts and pages", async () => {
    const list = tenantListQuerySchema.parse({ ...dates, end_date: today });
    const { data } = await (await openTenantList(adminViewer, list)).load();
    expect(data.items.map((row) => row.tenant_id)).toEqual(["other", "acme", "idle"]);
    expect(data.total_cost_usd).toBe(102.000001);
    expect(data.items.map((row) => row.snapshot_state)).toEqual(["partial", "fresh", "empty"]);
    expect(data.items.at(-1)).toMatchObject({
      cost_usd: null,
      previous_cost_usd: null,
      total_tokens: null,
      llm_call_count: null,
    });
    const sumOf = (figure: "total_tokens" | "llm_call_count") =>
      data.items.reduce((sum, row) => sum + (row[figure] ?? 0), 0);
    expect(data.total_tokens).toBe(sumOf("total_tokens"));
    expect(data.total_llm_call_count).toBe(sumOf("llm_call_count"));
    const second = await openTenantList(adminViewer, { ...list, page: 2 });
    expect((await second.load()).data.items).toEqual([]);
  });

  it("orders changes by the share that is shown, and counts whose budget runs out", async () => {
    const spent = [
      { id: "grown", before: "1", now: "4", budget: "100", used: "100" },
      { id: "large", before: "100", now: "150", budget: "100", used: "85" },
      { id: "fresh", before: null, now: "50", budget: "100", used: "79" },
    ];
    for (const { id, before, now, budget, used } of spent) {
      await insertTenant(test.db, id, `Sorted ${id}`);
      const limits = { maxBudgetUsd: budget, budgetSpendUsd: used };
      await test.db.tenant.update({ where: { id }, data: limits });
      await coverDays(test.db, id, 30);
      await insertUsage(test.db, id, [
        { day: addDays(today, -1), agentId: "bot", costUsd: now },
        ...(before === null ? [] : [{ day: addDays(today, -9), agentId: "bot", costUsd: before }]),
      ]);
    }
    const asked = { ...dates, q: "Sorted", sort: "change", order: "desc" };
    const { data } = await (
      await openTenantList(adminViewer, tenantListQuerySchema.parse(asked))
    ).load();
    expect(data.items.map((row) => row.tenant_id)).toEqual(["grown", "large", "fresh"]);
    expect(data).toMatchObject({ exceeded_count: 1, warning_count: 1 });
    await test.db.tenant.deleteMany({ where: { id: { in: spent.map(({ id }) => id) } } });
  });

  it("searches for percent signs, underscores and backslashes as they are", async () => {
    const list = tenantListQuerySchema.parse({ ...dates, q: "100%_\\" });
    const { data } = await (await openTenantList(adminViewer, list)).load();
    expect(data.items.map((row) => row.tenant_id)).toEqual(["other"]);
  });

  it("totals do not change with the viewer's scope beyond it", async () => {
    const list = tenantListQuerySchema.parse({ ...dates, end_date: today });
    const { data } = await (await openTenantList(toOperator("acme"), list)).load();
    expect(data).toMatchObject({ total: 1, total_cost_usd: 3.000001 });
  });
});
