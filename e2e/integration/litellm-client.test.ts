import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startLiteLLM, type RunningLiteLLM } from "@/e2e/upstream/litellm/server";
import { sumUsd } from "@/lib/money";
import { waitsMs } from "@/lib/testing/recorded-sleep";
import { addDays } from "@/lib/time";
import { createLiteLLMClient, type LiteLLMClient } from "@/lib/upstream/litellm/client";
import { hasFailed } from "@/lib/upstream/diagnosis";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import type { AgentDayRecord, UsageMetrics } from "@/lib/upstream/litellm/records";

vi.mock("node:timers/promises", () => import("@/lib/testing/recorded-sleep"));

const NOW = "2026-11-20T15:30:00Z";
const TODAY = "2026-11-20";
const RANGE = { from: addDays(TODAY, -29), to: TODAY };
const DAYS_OF_HISTORY = 60;

let litellm: RunningLiteLLM;

beforeAll(async () => {
  litellm = await startLiteLLM({
    tenants: 4,
    days: DAYS_OF_HISTORY,
    now: () => Date.parse(NOW),
  });
});

afterAll(() => litellm.close());

beforeEach(async () => {
  await litellm.control.reset();
  await litellm.control.mutate({ op: "freezeClock", at: NOW });
});

function clientOf(change: { pageSize?: number; timeoutMs?: number; apiKey?: string } = {}) {
  return createLiteLLMClient({
    baseUrl: litellm.url,
    apiKey: litellm.keys.admin,
    timeoutMs: 10_000,
    concurrency: 8,
    pageSize: 1000,
    retryBaseDelayMs: 2,
    ...change,
  });
}

async function firstTenantId(): Promise<string> {
  const { tenants } = await litellm.control.state();
  const [tenant] = tenants;
  if (tenant === undefined) throw new Error("the stand-in has no tenant");
  return tenant.teamId;
}

function costOf(metrics: Iterable<UsageMetrics>): string {
  return sumUsd([...metrics].map((part) => part.costUsd)).toFixed();
}

function totalsOf(records: readonly AgentDayRecord[]) {
  const add = (pick: (metrics: UsageMetrics) => number): number =>
    records.reduce((sum, record) => sum + pick(record.metrics), 0);
  return {
    spendUsd: costOf(records.map((record) => record.metrics)),
    requests: add((metrics) => metrics.callCount),
    failedRequests: add((metrics) => metrics.failedCallCount),
    promptTokens: add((metrics) => metrics.promptTokens),
    completionTokens: add((metrics) => metrics.completionTokens),
    cacheReadTokens: add((metrics) => metrics.cacheReadTokens),
    cacheCreationTokens: add((metrics) => metrics.cacheCreationTokens),
  };
}

async function expectTruth(client: LiteLLMClient, teamId: string) {
  const { records, report } = await client.readTenantDailyUsage(teamId, RANGE);
  const truth = await litellm.control.truth({ teamId, startDate: RANGE.from, endDate: RANGE.to });
  expect(truth.totals).toMatchObject(totalsOf(records));
  expect(truth.totals.requests).toBeGreaterThan(0);
  for (const split of ["byProvider", "byModel"] as const) {
    const parts = records.flatMap((record) => [...record[split].values()]);
    expect(costOf(parts)).toBe(truth.totals.spendUsd);
  }
  return { records, report, truth };
}

describe.each(["1.81.6", "1.93.0", "1.104.0"])("LiteLLM %s", (version) => {
  beforeEach(async () => {
    await litellm.control.setSettings({ version });
  });

  test("every tenant's usage is the truth, whatever the page size", async () => {
    const { tenants } = await litellm.control.state();
    for (const { teamId, role } of tenants) {
      if (role === "idle") continue;
      for (const pageSize of [1000, 37]) {
        const { records, report, truth } = await expectTruth(clientOf({ pageSize }), teamId);
        expect(report.rowsRejected).toBe(0);
        for (const { provider, spendUsd } of truth.providers) {
          const parts = records.flatMap(({ byProvider }) => byProvider.get(provider) ?? []);
          expect(costOf(parts)).toBe(spendUsd);
        }
        for (const { model, spendUsd } of truth.models) {
          const parts = records.flatMap(({ byModel }) => byModel.get(model) ?? []);
          expect(costOf(parts)).toBe(spendUsd);
        }
      }
    }
  });

  test("lists teams, keys and prices; tags add up to the truth by channel", async () => {
    const client = clientOf();
    const { tenants } = await litellm.control.state();
    const teams = await client.listTenants();
    expect(new Set(teams.records.map((tenant) => tenant.tenantId))).toEqual(
      new Set(tenants.map((tenant) => tenant.teamId)),
    );
    const agents = await client.listAgents();
    expect(agents.records.length).toBeGreaterThan(tenants.length);
    expect((await client.listModelPrices()).report.rowsRejected).toBe(0);

    const prefix = "channel:";
    const tags = await clientOf({ pageSize: 50 }).readTagDailyActivity(RANGE, undefined, (tag) =>
      tag.startsWith(prefix),
    );
    const truth = await litellm.control.truth({ startDate: RANGE.from, endDate: RANGE.to });
    expect(truth.channels.length).toBeGreaterThan(0);
    for (const { channel, requests } of truth.channels) {
      const own = tags.records.filter((record) => record.tag === prefix + channel);
      expect(own.reduce((sum, record) => sum + record.callCount, 0)).toBe(requests);
    }
  });

  test("the diagnosis finds nothing wrong", async () => {
    const diagnosis = await diagnoseLiteLLM({
      baseUrl: litellm.url,
      apiKey: litellm.keys.admin,
      timeoutMs: 5_000,
      concurrency: 4,
      pageSize: 1000,
      channelTagPrefix: "channel:",
      spendLogPages: 10,
      now: new Date(NOW),
    });
    expect(hasFailed(diagnosis)).toBe(false);
    const logs = diagnosis.findings.find((finding) => finding.check === "spend logs");
    expect(logs?.status).toBe("ok");
    const found = diagnosis.findings.find((finding) => finding.check === "version");
    expect(found?.says).toContain(version);
  });

  test.each([
    ["viewer", "proxy_admin_viewer", "warning"],
    ["user", "internal_user", "failed"],
    ["admin", "proxy_admin", "ok"],
  ] as const)("the diagnosis knows the %s's key", async (holder, role, status) => {
    const { findings } = await diagnoseLiteLLM({
      baseUrl: litellm.url,
      apiKey: litellm.keys[holder],
      timeoutMs: 5_000,
      concurrency: 4,
      pageSize: 1000,
      channelTagPrefix: "channel:",
      now: new Date(NOW),
    });
    const found = findings.find((finding) => finding.check === "role");
    expect(found).toMatchObject({ status, says: expect.stringContaining(role) as string });
  });

  test("a viewer is never given a part of the teams as if it were all", async () => {
    const { tenants } = await litellm.control.state();
    const { records } = await clientOf({ apiKey: litellm.keys.viewer }).listTenants();
    expect(records.length).toBe(tenants.length);
    await expect(clientOf({ apiKey: litellm.keys.user }).listTenants()).rejects.toMatchObject({
      kind: "unauthorized",
    });
  });
});

test("rows that move the pages while they are read are not lost and not counted twice", async () => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ pageDrift: true, pageDriftTimes: 2 });
  await expectTruth(clientOf({ pageSize: 40 }), teamId);
});

test("pages that always move are read by day, and a day that always moves is unstable", async () => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ pageDrift: true });
  await expectTruth(clientOf({ pageSize: 60 }), teamId);
  await expect(
    clientOf({ pageSize: 2 }).readTenantDailyUsage(teamId, { from: TODAY, to: TODAY }),
  ).rejects.toMatchObject({ kind: "unstable" });
});

test("pages that repeat the first one are never summed", async () => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ duplicatePage: true });
  await expectTruth(clientOf({ pageSize: 60 }), teamId);
  await expect(
    clientOf({ pageSize: 2 }).readTenantDailyUsage(teamId, { from: TODAY, to: TODAY }),
  ).rejects.toMatchObject({ kind: "unstable" });
});

test("numbers as strings read the same", async () => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ numbersAsStrings: true });
  const client = clientOf({ pageSize: 100 });
  await expectTruth(client, teamId);
  expect((await client.listTenants()).report.rowsRejected).toBe(0);
  expect((await client.listAgents()).report.rowsRejected).toBe(0);
});

test("absurd numbers are left out by the agent-day; what is kept is the truth", async () => {
  const teamId = await firstTenantId();
  const whole = await clientOf().readTenantDailyUsage(teamId, RANGE);
  await litellm.control.setKnobs({ absurd: true });
  const { records, report } = await clientOf().readTenantDailyUsage(teamId, RANGE);
  expect(report.rowsRejected).toBeGreaterThan(0);
  expect(report.rejections.length).toBeGreaterThan(0);
  const good = new Map(whole.records.map((record) => [`${record.day} ${record.agentId}`, record]));
  for (const record of records) {
    expect(record).toEqual(good.get(`${record.day} ${record.agentId}`));
  }
  const agents = await clientOf().listAgents();
  expect(agents.report.rowsRejected).toBeGreaterThan(0);
  expect(agents.records.length + agents.report.rowsRejected).toBe(agents.report.rowsRead);
});

test.each(["429", "502", "503", "504", "reset", "truncate", "malformed"] as const)(
  "two answers of kind %s are survived and counted",
  async (errorKind) => {
    const teamId = await firstTenantId();
    await litellm.control.setKnobs({ failFirst: 2, errorKind });
    const { report } = await expectTruth(clientOf(), teamId);
    expect(report).toMatchObject({ requests: 3, retries: 2, pages: 1 });
  },
);

test.each([
  ["500", "server_error", 1],
  ["401", "unauthorized", 1],
  ["wrong-types", "bad_answer", 1],
  ["html", "server_error", 4],
] as const)("%s is an error of kind %s after %i requests", async (errorKind, kind, requests) => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ errorRate: 1, errorKind });
  await expect(clientOf().readTenantDailyUsage(teamId, RANGE)).rejects.toMatchObject({ kind });
  await litellm.control.setKnobs({ errorRate: 0, failFirst: requests, errorKind });
  const again = clientOf().readTenantDailyUsage(teamId, RANGE);
  await expect(again).rejects.toMatchObject({ kind });
  expect((await litellm.control.knobs()).failFirst).toBe(0);
});

test("a storm of 429 with Retry-After is sat out", async () => {
  const { tenants } = await litellm.control.state();
  await litellm.control.setKnobs({ failFirst: 8, errorKind: "429", retryAfterSeconds: 1 });
  const client = clientOf();
  waitsMs.length = 0;
  const reads = await Promise.all(
    tenants.map(({ teamId }) => client.readTenantDailyUsage(teamId, RANGE)),
  );
  expect(waitsMs.filter((waitMs) => waitMs >= 1_000)).toHaveLength(8);
  expect(reads.reduce((sum, { report }) => sum + report.retries, 0)).toBe(8);
});

test("silence ends in a timeout", async () => {
  const teamId = await firstTenantId();
  await litellm.control.setKnobs({ errorRate: 1, errorKind: "timeout" });
  await expect(
    clientOf({ timeoutMs: 100 }).readTenantDailyUsage(teamId, RANGE),
  ).rejects.toMatchObject({ kind: "timeout" });
});

test("a proxy that is down, and one whose database is", async () => {
  const diagnose = () =>
    diagnoseLiteLLM({
      baseUrl: litellm.url,
      apiKey: litellm.keys.admin,
      timeoutMs: 2_000,
      concurrency: 4,
      pageSize: 1000,
      retryBaseDelayMs: 2,
      channelTagPrefix: "channel:",
      now: new Date(NOW),
    });
  await litellm.control.setKnobs({ databaseDown: true });
  await expect(clientOf().listTenants()).rejects.toMatchObject({ kind: "server_error" });
  expect(hasFailed(await diagnose())).toBe(true);
  await litellm.control.setKnobs({ databaseDown: false, down: true });
  await expect(clientOf().listTenants()).rejects.toMatchObject({ kind: "unreachable" });
  expect((await diagnose()).findings.length).toBe(1);
});
