import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import * as env from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  adminViewer,
  auditorViewer,
  coverDays,
  insertAgent,
  insertTenant,
  insertUsage,
  toOperator,
} from "@/lib/testing/factories";
import { toIsoDay } from "@/lib/time";
import { measureRequests } from "../http/measure-requests";
import { readMetrics } from "./metrics";

const settings = env.getSettings();
const today = toIsoDay(new Date());
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  measureRequests();
  const acme = await insertTenant(test.db, "acme", 'Acme "East"');
  await insertTenant(test.db, "small", "Small");
  await insertTenant(test.db, "unread", "Unread");
  await insertAgent(test.db, acme, "bot", { maxBudgetUsd: "10", budgetSpendUsd: "8.5" });
  await insertUsage(test.db, acme, [{ day: today, agentId: "bot", costUsd: "1.25", callCount: 3 }]);
  await coverDays(test.db, acme, 1);
  await coverDays(test.db, "small", 1);
  await test.db.syncRun.create({
    data: {
      ...{ job: "sync-prices", scope: "*", trigger: "schedule", workerId: "w", outcome: "ok" },
      ...{ startedAt: new Date(), endedAt: new Date(), heartbeatAt: new Date() },
    },
  });
});

afterAll(() => test.drop());

const allow = (METRICS_TENANTS: number, METRICS_AGENTS: number) =>
  vi.spyOn(env, "getSettings").mockReturnValue({ ...settings, METRICS_TENANTS, METRICS_AGENTS });

const listLines = async (name: string) =>
  (await readMetrics(adminViewer)).split("\n").filter((line) => line.startsWith(`${name}{`));

it("says what tenants cost today; a tenant that was not read has no sample", async () => {
  allow(10, 10);
  expect(await listLines("tokenroll_tenant_spend_today_usd")).toEqual([
    'tokenroll_tenant_spend_today_usd{tenant="acme",name="Acme \\"East\\""} 1.25',
    'tokenroll_tenant_spend_today_usd{tenant="small",name="Small"} 0',
  ]);
  expect(await listLines("tokenroll_agent_calls_today")).toEqual([
    'tokenroll_agent_calls_today{agent="bot",tenant="acme",name="bot"} 3',
  ]);
  expect(await listLines("tokenroll_agent_budget_limit_usd")).toEqual([
    'tokenroll_agent_budget_limit_usd{agent="bot",tenant="acme",name="bot"} 10',
  ]);
});

it("has series of those that cost most, as many as the settings say, and counts the others", async () => {
  allow(1, 0);
  const text = await readMetrics(auditorViewer);
  expect(await listLines("tokenroll_tenant_spend_month_usd")).toHaveLength(1);
  expect(await listLines("tokenroll_agent_spend_month_usd")).toEqual([]);
  expect(text).toContain("tokenroll_tenants_left_out 2\n");
  expect(text).toContain("tokenroll_agents_left_out 1\n");
});

it("says nothing of what there is nothing of", async () => {
  allow(0, 0);
  const text = await readMetrics(adminViewer);
  expect(text).toContain("# TYPE tokenroll_tenant_spend_today_usd gauge\n");
  expect(text).not.toMatch(/^tokenroll_(?:tenant|agent)_\w+ 0$/m);
  expect(text).not.toMatch(/^tokenroll_queue_jobs 0$/m);
  expect(text).toContain("tokenroll_tenants_left_out 3\n");
});

it("is for administrators and auditors", async () => {
  await expect(readMetrics(toOperator("acme"))).rejects.toMatchObject({ code: "forbidden" });
});

const boardSchema = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.number(),
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      type: z.enum(["stat", "timeseries"]),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});

it("exposes every metric that the Grafana board asks for", async () => {
  const text = await readMetrics(adminViewer);
  const exposed = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const board = boardSchema.parse(
    JSON.parse(await readFile("docs/grafana/tokenroll.json", "utf8")),
  );
  const asked = board.panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\b(?:tokenroll|process)_\w+/g) ?? []),
  );
  expect(asked.length).toBeGreaterThan(10);
  for (const name of asked) expect(exposed).toContain(name.replace(/_bucket$/, ""));
  const places = board.panels.map(({ gridPos }) => `${gridPos.x} ${gridPos.y}`);
  expect(new Set(places).size).toBe(board.panels.length);
});
