import { afterAll, beforeAll, expect, it } from "vitest";
import type { SyncOutcome } from "@/lib/db/generated/enums";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertTenant } from "@/lib/testing/factories";
import { listSyncRuns } from "./runs";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const MINUTE_MS = 60_000;
const toTime = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE_MS);

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

async function addRun(job: string, scope: string, minutesAgo: number, outcome: SyncOutcome) {
  const startedAt = toTime(minutesAgo);
  const endedAt = outcome === "running" ? null : startedAt;
  await test.db.syncRun.create({
    data: {
      ...{ job, scope, startedAt, endedAt, outcome },
      ...{ heartbeatAt: startedAt, workerId: "w", trigger: "schedule" },
    },
  });
}

it("tells how each job stands, however long ago it ran and however much ran since", async () => {
  await addRun("sync-prices", "*", 5_000, "ok");
  await addRun("sync-prices", "*", 4_000, "failed");
  await addRun("sync-directory", "*", 3_000, "partial");
  await addRun("sync-directory", "*", 2_000, "running");
  await addRun("sync-accounts", "*", 1_000, "failed");
  for (let minute = 0; minute < 45; minute += 1) {
    await addRun("sync-recent-usage", "tenant", minute, "ok");
  }
  const { items, jobs } = await listSyncRuns(adminViewer, 1);
  expect(items.every((run) => run.job === "sync-recent-usage")).toBe(true);
  expect(jobs).toEqual([
    {
      ...{ job: "sync-accounts", outcome: "failed", last_good_at: null },
      ...{ progress_done: 0, progress_total: 0 },
    },
    {
      ...{ job: "sync-directory", outcome: "running", last_good_at: toTime(3_000).toISOString() },
      ...{ progress_done: 0, progress_total: 0 },
    },
    {
      ...{ job: "sync-prices", outcome: "failed", last_good_at: toTime(5_000).toISOString() },
      ...{ progress_done: 0, progress_total: 0 },
    },
  ]);
});

it("takes the age of accounts from the reading of all of them, not from one person's", async () => {
  const tenant = await insertTenant(test.db, "tenant");
  const read = (tenantId: string, kind: "accounts" | "usage", minutesAgo: number) => ({
    ...{ tenantId, kind, lastOkAt: toTime(minutesAgo), lastAttemptAt: toTime(minutesAgo) },
  });
  await test.db.snapshotState.createMany({
    data: [
      read("*", "accounts", 8),
      read("list", "accounts", 90),
      read("touched", "accounts", 60),
      read(tenant, "usage", 20),
    ],
  });
  const { lag } = await listSyncRuns(adminViewer, 1);
  expect(lag.map(({ kind, tenants, oldest_ok_at }) => [kind, tenants, oldest_ok_at])).toEqual([
    ["accounts", 1, toTime(8).toISOString()],
    ["usage", 1, toTime(20).toISOString()],
  ]);
});
