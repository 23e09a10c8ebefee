import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ErrorKind } from "../upstream/litellm/knobs";
import {
  createBedClient,
  createSyncBed,
  HOUR_MS,
  listAllDifferences,
  totalStored,
  type SyncBed,
} from "./sync-bed";

const ACTIVITY = "/team/daily/activity";
let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 3, agentsPerTenant: 2 });
});

afterAll(async () => {
  await bed.close();
});

/** Both what is shown and what is said about it. */
async function listUsageStates() {
  return bed.db.snapshotState.findMany({ where: { kind: "usage" }, orderBy: { tenantId: "asc" } });
}

describe("LiteLLM down from the start", () => {
  it("stores nothing, says why, and reads all once it is back", async () => {
    await bed.upstream.control.setKnobs({ down: true });
    const result = await bed.sync();
    expect(result.outcome).toBe("failed");
    expect(await bed.db.tenant.count()).toBe(0);
    const [run] = await bed.db.syncRun.findMany();
    expect(run).toMatchObject({ job: "sync-directory", outcome: "failed" });
    expect(run?.error).toMatch(/LiteLLM/);
    expect(run?.error).not.toContain(bed.upstream.keys.admin);
    await bed.upstream.control.setKnobs({ down: false });
    expect((await bed.sync()).errors).toEqual([]);
    expect(await listAllDifferences(bed)).toEqual([]);
  });
});

describe("LiteLLM failing later", () => {
  let before: Awaited<ReturnType<typeof totalStored>>;

  beforeEach(async () => {
    await bed.upstream.control.setKnobs({
      errorRate: 0,
      pathPattern: null,
      latencyMs: 0,
      down: false,
      failFirst: 0,
      duplicatePage: false,
      absurd: false,
      databaseDown: false,
    });
    const result = await bed.sync();
    expect(result.errors).toEqual([]);
    before = await totalStored(bed.db);
  });

  async function expectKept(): Promise<void> {
    expect(await totalStored(bed.db)).toEqual(before);
  }

  it("keeps every figure through an hour of outage, and catches up", async () => {
    const readAt = (await listUsageStates()).map((state) => state.lastOkAt?.getTime());
    await bed.upstream.control.setKnobs({ down: true });
    bed.advance(HOUR_MS);
    expect((await bed.sync()).outcome).toBe("failed");
    await expectKept();
    const states = await listUsageStates();
    expect(states.map((state) => state.lastOkAt?.getTime())).toEqual(readAt);
    expect(states.every((state) => state.lastError !== null)).toBe(true);
    await bed.upstream.control.setKnobs({ down: false });
    expect((await bed.sync()).outcome).toBe("ok");
    expect((await listUsageStates()).every((state) => state.lastError === null)).toBe(true);
    expect((await totalStored(bed.db)).calls).toBeGreaterThan(before.calls);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it.each<ErrorKind>([
    "401",
    "429",
    "500",
    "503",
    "html",
    "reset",
    "truncate",
    "malformed",
    "wrong-types",
  ])("keeps every figure when the activity answers with %s", async (errorKind) => {
    bed.advance(60_000);
    await bed.upstream.control.setKnobs({
      errorRate: 1,
      errorKind,
      pathPattern: ACTIVITY,
      retryAfterSeconds: 0,
    });
    const result = await bed.sync();
    expect(result.outcome).toBe("failed");
    expect(result.errors.join()).not.toContain(bed.upstream.keys.admin);
    await expectKept();
    const failed = await bed.db.syncRun.count({ where: { outcome: "failed", error: null } });
    expect(failed).toBe(0);
  });

  it("does not go on to the tenants when the key is refused", async () => {
    await bed.upstream.control.setKnobs({ errorRate: 1, errorKind: "401" });
    await bed.upstream.control.clearLog();
    expect((await bed.sync()).outcome).toBe("failed");
    expect((await bed.upstream.control.log()).total).toBeLessThanOrEqual(3);
    await expectKept();
  });

  it("keeps every figure when answers come too late", async () => {
    await bed.upstream.control.setKnobs({ latencyMs: 1_000, pathPattern: ACTIVITY });
    const result = await bed.sync({
      client: createBedClient(bed.upstream, { clock: bed.now, timeoutMs: 150 }),
    });
    expect(result.outcome).toBe("failed");
    await expectKept();
  });

  it("gets through a storm of passing faults with the exact sums", async () => {
    bed.advance(HOUR_MS);
    await bed.upstream.control.setKnobs({ failFirst: 1, errorKind: "429", retryAfterSeconds: 0 });
    expect((await bed.sync()).outcome).toBe("ok");
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("never counts a page twice", async () => {
    await bed.upstream.control.setKnobs({ duplicatePage: true, pathPattern: "activity" });
    await bed.sync();
    await bed.upstream.control.setKnobs({ duplicatePage: false });
    await expectKept();
  });

  it("leaves absurd numbers out and lets nothing shrink because of them", async () => {
    await bed.upstream.control.setKnobs({ absurd: true, pathPattern: ACTIVITY });
    await bed.sync();
    bed.advance(2 * 60_000);
    await bed.sync();
    const after = await totalStored(bed.db);
    expect(after.calls).toBeGreaterThanOrEqual(before.calls);
    expect(Number(after.costUsd)).toBeGreaterThanOrEqual(Number(before.costUsd) - 1e-6);
    expect(Number(after.costUsd)).toBeLessThan(Number(before.costUsd) * 2);
    await bed.upstream.control.setKnobs({ absurd: false });
    bed.advance(2 * 60_000);
    await bed.sync();
    bed.advance(2 * 60_000);
    await bed.sync();
    expect(await listAllDifferences(bed)).toEqual([]);
  });
});

describe("pages that move while they are read", () => {
  it("reads again until the reading is whole", async () => {
    const other = await createSyncBed({ tenants: 2, agentsPerTenant: 4 });
    try {
      await other.upstream.control.setKnobs({
        pageDrift: true,
        pageDriftTimes: 2,
        pathPattern: "activity",
      });
      await other.sync();
      other.advance(60_000);
      await other.sync();
      expect(await listAllDifferences(other)).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
