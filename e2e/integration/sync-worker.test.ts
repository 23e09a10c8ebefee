import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getJob } from "@/lib/sync/jobs";
import { refreshTenant } from "@/lib/sync/jobs/refresh-tenant";
import { enqueueRun, findRefreshProgress, requestRefresh } from "@/lib/sync/runs/refresh-store";
import { startWorker, type Worker } from "@/lib/sync/worker";
import {
  createBedClient,
  createSyncBed,
  listAllDifferences,
  MINUTE_MS,
  SETTINGS,
  totalStored,
  waitFor,
  type SyncBed,
} from "./sync-bed";

let bed: SyncBed;
const workers: Worker[] = [];

async function addWorker(): Promise<Worker> {
  const worker = await startWorker({
    db: bed.db,
    client: createBedClient(bed.upstream, { clock: bed.now }),
    settings: SETTINGS,
    now: bed.now,
    databaseUrl: bed.database.url,
  });
  workers.push(worker);
  return worker;
}

/** Tenants for which the job ended well. */
async function countTenants(job: string): Promise<number> {
  return (await bed.db.syncRun.groupBy({ by: ["scope"], where: { job, outcome: "ok" } })).length;
}

async function isIdle(): Promise<boolean> {
  const [row] = await bed.db.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM pgboss.job
    WHERE name NOT LIKE '\_\_pgboss%' AND state IN ('created', 'retry', 'active')`;
  return row?.open === 0;
}

beforeAll(async () => {
  bed = await createSyncBed();
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await bed.close();
});

describe("workers on one database", () => {
  it("says in words that no worker ever ran", async () => {
    await expect(requestRefresh(refreshTenant, "t")).rejects.toThrow(/No worker has ever run/);
    expect(await findRefreshProgress(refreshTenant, "t")).toMatchObject({ state: "idle" });
  });

  it("start together, read everything, and do no work twice", async () => {
    await Promise.all([addWorker(), addWorker()]);
    await waitFor(async () => (await countTenants("sync-usage-history")) === 4, 60_000);
    await waitFor(isIdle, 60_000);
    expect(await listAllDifferences(bed)).toEqual([]);
    // 43 days are two windows for each of four tenants, whoever reads them.
    const read = await bed.db.syncRun.aggregate({
      where: { job: "sync-usage-history" },
      _sum: { progressDone: true },
    });
    expect(read._sum.progressDone).toBe(8);
    const byWorker = await bed.db.syncRun.groupBy({ by: ["workerId"], _count: true });
    expect(byWorker.length).toBe(2);
    const overlapping = await bed.db.$queryRaw<unknown[]>`
      SELECT 1 FROM sync_run a JOIN sync_run b ON a.job = b.job AND a.scope = b.scope AND a.id < b.id
      WHERE tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)`;
    expect(overlapping).toEqual([]);
  });

  it("refresh a tenant when asked, once for many askers", async () => {
    const [tenant] = await bed.db.tenant.findMany({ orderBy: { id: "asc" }, take: 1 });
    if (!tenant) throw new Error("no tenant");
    const before = await totalStored(bed.db);
    bed.advance(30 * MINUTE_MS);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => requestRefresh(refreshTenant, tenant.id)),
    );
    expect(answers.every((answer) => answer.accepted)).toBe(true);
    await waitFor(
      async () => (await findRefreshProgress(refreshTenant, tenant.id)).state === "ok",
      60_000,
    );
    const progress = await findRefreshProgress(refreshTenant, tenant.id);
    expect(progress).toMatchObject({ done: 3, total: 3, error: null });
    expect(await bed.db.syncRun.count({ where: { job: "refresh-tenant" } })).toBe(1);
    expect((await totalStored(bed.db)).calls).toBeGreaterThan(before.calls);
    const again = await requestRefresh(refreshTenant, tenant.id);
    expect(again.accepted).toBe(false);
    expect(again.retryAfterSeconds).toBeGreaterThan(0);
  });

  it("run a job again for an administrator, for every tenant", async () => {
    await waitFor(isIdle, 60_000);
    const before = await bed.db.syncRun.count({ where: { job: "sync-recent-usage" } });
    await enqueueRun(getJob("sync-recent-usage"), "*");
    await waitFor(
      async () =>
        (await bed.db.syncRun.count({ where: { job: "sync-recent-usage", outcome: "ok" } })) >=
        before + 4,
      60_000,
    );
    await expect(enqueueRun(getJob("sync-recent-usage"), "nobody")).rejects.toThrow(/no tenant/);
    await expect(enqueueRun(getJob("sync-prices"), "nobody")).rejects.toThrow(/all tenants/);
  });

  it("try what an administrator asks for, even when LiteLLM refused before", async () => {
    await workers.pop()?.stop();
    const [tenant] = await bed.db.tenant.findMany({ orderBy: { id: "asc" }, take: 1 });
    await bed.upstream.control.setKnobs({ errorRate: 1, errorKind: "401" });
    await enqueueRun(getJob("sync-recent-usage"), "*");
    const countFailed = () =>
      bed.db.syncRun.count({ where: { job: "sync-recent-usage", outcome: "failed" } });
    await waitFor(async () => (await countFailed()) >= 4, 60_000);
    await waitFor(isIdle, 60_000);
    await bed.upstream.control.setKnobs({ errorRate: 0 });
    const where = { job: "sync-usage-history", trigger: "manual", outcome: "ok" } as const;
    await enqueueRun(getJob("sync-usage-history"), tenant?.id ?? "");
    await waitFor(async () => (await bed.db.syncRun.count({ where })) === 1, 60_000);
  });
});
