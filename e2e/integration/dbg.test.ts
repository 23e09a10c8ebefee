import { it } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { Decimal } from "@/lib/money";
import { listDays } from "@/lib/time";
import { SETTINGS } from "./sync-bed";
import { startWorker } from "@/lib/sync/worker";
it("1000 tenants", { timeout: 200_000 }, async () => {
  const database = await createTestDatabase();
  const report = { pages: 1, requests: 1, retries: 0, rowsRead: 10, rowsRejected: 0, rejections: [], rejectedByDay: new Map() };
  const budget = { maxBudgetUsd: null, softBudgetUsd: null, budgetSpendUsd: new Decimal(0), budgetDuration: null, budgetResetAt: null, isBlocked: false, createdAt: null };
  const whole = <T,>(records: T[]) => Promise.resolve({ records, report, readAt: new Date() });
  const tenants = Array.from({ length: 1000 }, (_, i) => ({ ...budget, tenantId: `t${i}`, name: `T ${i}` }));
  const agents = tenants.flatMap((t) => [0, 1, 2].map((i) => ({ ...budget, agentId: `${t.tenantId}-${i}`, tenantId: t.tenantId, name: "x", keyName: null })));
  const m = { costUsd: new Decimal("0.123"), promptTokens: 10, completionTokens: 3, cacheReadTokens: 0, cacheCreationTokens: 0, totalTokens: 13, callCount: 2, failedCallCount: 0 };
  let bump = 0;
  const client = {
    listTenants: () => whole(tenants), listAgents: () => whole(agents), listModelPrices: () => whole([]), readHealth: () => Promise.reject(new Error()),
    readTagDailyActivity: (range: any) => whole(listDays(range).flatMap((day) => agents.map((a) => ({ day, tag: "channel:slack", agentId: a.agentId, currentTenantId: a.tenantId, callCount: 2 })))),
    readTenantDailyUsage: (id: string, range: any) => whole(listDays(range).flatMap((day) => [0, 1, 2].map((i) => ({ day, agentId: `${id}-${i}`, agentName: "x", metrics: { ...m, callCount: 2 + bump }, byProvider: new Map([["openai", { ...m, callCount: 2 + bump }]]), byModel: new Map([["gpt", { ...m, callCount: 2 + bump }]]) })))),
  } as any;
  const settings = { ...SETTINGS, SYNC_HISTORY_DAYS: 5, LITELLM_CONCURRENCY: 8 };
  const t0 = Date.now();
  const worker = await startWorker({ db: database.db, client, settings, databaseUrl: database.url });
  for (let i = 0; i < 15; i++) {
    await new Promise((r) => setTimeout(r, 10_000));
    const rows = await database.db.$queryRaw<any[]>`select job, outcome::text, count(*)::int as n, round(max(extract(epoch from ended_at-started_at)),2)::float8 as max, round(avg(extract(epoch from ended_at-started_at)),3)::float8 as avg from sync_run group by 1,2 order by 1`;
    console.log(Date.now() - t0, Math.round(process.memoryUsage().heapUsed / 1e6), rows.map((r) => `${r.job} ${r.outcome} ${r.n} max ${r.max} avg ${r.avg}`).join(" | "));
    if (rows.some((r) => r.job === "sync-recent-usage" && r.outcome === "ok" && r.n >= 1000)) break;
  }
  await worker.stop();
  await database.drop();
});
