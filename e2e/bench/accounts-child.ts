import { monitorEventLoopDelay } from "node:perf_hooks";
import { createDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { createSyncContext } from "@/lib/sync/context";
import { syncAccounts } from "@/lib/sync/jobs/sync-accounts";
import { runJob } from "@/lib/sync/runs/run";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import { RESULT_MARK } from "./sync-measurement";
import type { AccountsMeasurement } from "./accounts-measurement";

const NS_PER_MS = 1e6;

/** One reading of everybody's accounts, as the worker does it; tells what it took on the last line. */
async function measureAccounts(): Promise<AccountsMeasurement> {
  const settings = getSettings();
  const db = createDatabase(settings.DATABASE_URL ?? "", { poolSize: settings.DATABASE_POOL_SIZE });
  const client = createLiteLLMClient(toLiteLLMOptions(settings));
  const context = createSyncContext({ db, client, settings });
  await db.$queryRaw`SELECT 1`;
  const startRssKib = process.resourceUsage().maxRSS;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = performance.now();
  const result = await runJob(context, syncAccounts, { trigger: "once" });
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  const run = await db.syncRun.findFirst({ orderBy: { startedAt: "desc" } });
  const stored = await db.account.aggregate({ _count: true, _sum: { spendUsd: true } });
  const zero = await db.account.count({ where: { state: "absent" } });
  context.heartbeat.stop();
  await db.$disconnect();
  return {
    outcome: result.outcome,
    error: result.error,
    seconds,
    requests: run?.requests ?? 0,
    retries: run?.retries ?? 0,
    rowsChanged: result.rowsChanged,
    accounts: stored._count,
    absent: zero,
    totalUsd: stored._sum.spendUsd?.toFixed(6) ?? "0",
    startRssMib: startRssKib / 1024,
    peakRssMib: process.resourceUsage().maxRSS / 1024,
    loopDelayMs: { p99: delay.percentile(99) / NS_PER_MS, max: delay.max / NS_PER_MS },
  };
}

process.stdout.write(`${RESULT_MARK}${JSON.stringify(await measureAccounts())}\n`);
process.exit(0);
