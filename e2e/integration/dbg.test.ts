import { it } from "vitest";
import { createSyncBed, SETTINGS, waitFor } from "./sync-bed";
import { startWorker } from "@/lib/sync/worker";
it("1000 tenants", { timeout: 300_000 }, async () => {
  const bed = await createSyncBed({ tenants: 1000, agentsPerTenant: 3, days: 6 });
  const settings = { ...SETTINGS, SYNC_HISTORY_DAYS: 3, LITELLM_CONCURRENCY: 8 };
  const t0 = Date.now();
  const heap0 = process.memoryUsage().heapUsed;
  const worker = await startWorker({ db: bed.db, client: bed.client, settings, now: bed.now, databaseUrl: bed.database.url });
  await waitFor(async () => (await bed.db.syncRun.groupBy({ by: ["scope"], where: { job: "sync-recent-usage", outcome: "ok" } })).length === 1000, 250_000);
  console.log("all recent ms", Date.now() - t0, "heap MB", (process.memoryUsage().heapUsed - heap0) / 1e6);
  console.log(await bed.db.$queryRaw`select job, outcome::text, count(*)::int, max(extract(epoch from ended_at-started_at))::float8 as max, avg(extract(epoch from ended_at-started_at))::float8 as avg from sync_run group by 1,2`);
  await worker.stop();
  await bed.close();
});
