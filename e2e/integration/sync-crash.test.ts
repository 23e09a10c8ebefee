import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toTypeScriptArgs } from "@/lib/cli/processes";
import { createDatabase } from "@/lib/db/client";
import { startEmbeddedPostgres } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { toChildEnv } from "@/lib/env";
import { addDays, toIsoDay } from "@/lib/time";
import { startWorker } from "@/lib/sync/worker";
import {
  createBedClient,
  createSyncBed,
  listAllDifferences,
  SETTINGS,
  waitFor,
  type SyncBed,
} from "./sync-bed";

const children: ChildProcess[] = [];
let bed: SyncBed;

beforeAll(async () => {
  // The workers are processes of their own and know no other clock than the machine's.
  bed = await createSyncBed({ now: Date.now });
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await bed.close();
});

function spawnWorker(): ChildProcess {
  const child = spawn(
    process.execPath,
    toTypeScriptArgs(path.resolve("e2e/integration/sync-worker-process.ts")),
    {
      stdio: "inherit",
      env: toChildEnv({
        DATABASE_URL: bed.database.url,
        LITELLM_URL: bed.upstream.url,
        LITELLM_MASTER_KEY: bed.upstream.keys.admin,
        SYNC_HISTORY_DAYS: String(SETTINGS.SYNC_HISTORY_DAYS),
        LOG_LEVEL: "warn",
      }),
    },
  );
  children.push(child);
  return child;
}

/** Tenants whose history has a run with that end. */
async function countHistory(outcome: "ok" | "running" | "abandoned"): Promise<number> {
  const where = { job: "sync-usage-history", outcome };
  return (await bed.db.syncRun.groupBy({ by: ["scope"], where })).length;
}

/** Of the past, which does not change any more. */
function listPastDifferences(db = bed.db): Promise<string[]> {
  const today = toIsoDay(new Date());
  const range = { from: addDays(today, -SETTINGS.SYNC_HISTORY_DAYS), to: addDays(today, -3) };
  return listAllDifferences({ ...bed, db }, range);
}

describe("a worker that dies in the middle", () => {
  it("is noticed, and another takes its work up at once", { timeout: 160_000 }, async () => {
    await bed.upstream.control.setKnobs({ latencyMs: 1_500, pathPattern: "/team/daily/activity" });
    const first = spawnWorker();
    await waitFor(async () => (await countHistory("running")) > 0, 60_000);
    first.kill("SIGKILL");
    await once(first, "exit");
    expect(await countHistory("ok")).toBeLessThan(4);
    await bed.upstream.control.setKnobs({ latencyMs: 0 });
    spawnWorker();
    await waitFor(async () => (await countHistory("ok")) === 4, 60_000);
    expect(await countHistory("abandoned")).toBeGreaterThan(0);
    const takenUp = await bed.db.syncRun.count({ where: { trigger: "takeover", outcome: "ok" } });
    expect(takenUp).toBeGreaterThan(0);
    expect(await listPastDifferences()).toEqual([]);
  });

  it("cannot write once it wakes up after others took over", { timeout: 160_000 }, async () => {
    await bed.db
      .$executeRaw`TRUNCATE usage_daily, usage_model_daily, tenant_usage_daily, day_coverage, sync_run`;
    await bed.db.$executeRaw`DELETE FROM pgboss.job WHERE state < 'completed'`;
    await bed.upstream.control.setKnobs({ latencyMs: 1_500, pathPattern: "/team/daily/activity" });
    const paused = spawnWorker();
    await waitFor(async () => (await countHistory("running")) > 0, 60_000);
    paused.kill("SIGSTOP");
    await bed.upstream.control.setKnobs({ latencyMs: 0 });
    spawnWorker();
    await waitFor(async () => (await countHistory("ok")) === 4, 60_000);
    const abandoned = await bed.db.syncRun.findMany({ where: { outcome: "abandoned" } });
    expect(abandoned.length).toBeGreaterThan(0);
    paused.kill("SIGCONT");
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const still = await bed.db.syncRun.count({
      where: { id: { in: abandoned.map((run) => run.id) }, outcome: "abandoned" },
    });
    expect(still).toBe(abandoned.length);
    const writes = await bed.db.dayCoverage.count({
      where: {
        runId: { in: abandoned.map((run) => run.id) },
        readAt: { gt: abandoned[0]?.endedAt ?? new Date() },
      },
    });
    expect(writes).toBe(0);
    expect(await listPastDifferences()).toEqual([]);
  });
});

describe("PostgreSQL restarted during a sync", () => {
  it("costs no figure and ends no worker", { timeout: 160_000 }, async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-sync-"));
    const first = await startEmbeddedPostgres({ dataDir });
    await migrateDatabase(first.url);
    const db = createDatabase(first.url, { poolSize: 5 });
    await bed.upstream.control.setKnobs({ latencyMs: 800, pathPattern: "/team/daily/activity" });
    const client = createBedClient(bed.upstream);
    const worker = await startWorker({ db, client, settings: SETTINGS, databaseUrl: first.url });
    await waitFor(async () => (await db.usageDaily.count()) > 0, 60_000);
    await first.stop();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const port = Number(new URL(first.url).port);
    const second = await startEmbeddedPostgres({ dataDir, port, isThrowaway: true });
    try {
      expect(second.url).toBe(first.url);
      await bed.upstream.control.setKnobs({ latencyMs: 0 });
      const isDone = async () => {
        const rows = await db.dayCoverage.groupBy({
          by: ["tenantId"],
          where: { kind: "usage" },
          _count: true,
        });
        return (
          rows.length === 4 && rows.every((row) => row._count === SETTINGS.SYNC_HISTORY_DAYS + 1)
        );
      };
      await waitFor(() => isDone().catch(() => false), 90_000);
      expect(await listPastDifferences(db)).toEqual([]);
    } finally {
      await worker.stop();
      await db.$disconnect();
      await second.stop();
    }
  });
});
