import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import {
  ALL_DAYS,
  createSyncBed,
  listAllDifferences,
  listVersions,
  MINUTE_MS,
  TODAY,
  totalStored,
  type SyncBed,
} from "./sync-bed";

let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed();
});

afterAll(async () => {
  await bed.close();
});

describe("reading everything once", () => {
  it("stores exactly what LiteLLM has, by tenant, agent, provider and day", async () => {
    const result = await bed.sync();
    expect(result.errors).toEqual([]);
    expect((await totalStored(bed.db)).rows).toBeGreaterThan(500);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("keeps the split by model and the tenants' sums equal to it", async () => {
    const rows = await bed.db.$queryRaw<
      { by_provider: string; by_model: string; by_tenant: string; by_month: string }[]
    >`
      SELECT (SELECT sum(cost_usd)::text FROM usage_daily) AS by_provider,
             (SELECT sum(cost_usd)::text FROM usage_model_daily) AS by_model,
             (SELECT sum(cost_usd)::text FROM tenant_usage_daily) AS by_tenant,
             (SELECT sum(cost_usd)::text FROM tenant_usage_monthly) AS by_month`;
    expect(rows[0]?.by_model).toBe(rows[0]?.by_provider);
    expect(rows[0]?.by_tenant).toBe(rows[0]?.by_provider);
    expect(rows[0]?.by_month).toBe(rows[0]?.by_provider);
  });

  it("covers every day of every tenant", async () => {
    const tenants = await bed.db.tenant.count();
    for (const kind of ["usage", "messages"] as const) {
      expect(await bed.db.dayCoverage.count({ where: { kind } })).toBe(tenants * 46);
    }
  });

  it("encloses the true number of messages, for each tenant", async () => {
    const rows = await bed.db.$queryRaw<{ tenant_id: string; highest: number; lowest: number }[]>`
      SELECT tenant_id, sum(message_count)::float8 AS highest,
             (sum(message_count) - sum(overlap_max))::float8 AS lowest
      FROM message_daily GROUP BY tenant_id`;
    expect(rows.length).toBeGreaterThan(2);
    for (const { tenant_id: teamId, highest, lowest } of rows) {
      const truth = await bed.upstream.control.truth({
        teamId,
        startDate: ALL_DAYS.from,
        endDate: ALL_DAYS.to,
      });
      expect(truth.distinctChannelRequests).toBeGreaterThanOrEqual(lowest);
      expect(truth.distinctChannelRequests).toBeLessThanOrEqual(highest);
      const naive = truth.channels.reduce((sum, channel) => sum + channel.requests, 0);
      expect(highest).toBeLessThanOrEqual(naive);
    }
  });

  it("keeps the prices, and adds none when they are the same", async () => {
    const prices = await bed.db.modelPrice.count();
    expect(prices).toBeGreaterThan(3);
    expect(await bed.db.modelPrice.count({ where: { inputUsdPerToken: null } })).toBeGreaterThan(0);
    await bed.sync();
    expect(await bed.db.modelPrice.count()).toBe(prices);
  });

  it("changes nothing when read again", async () => {
    const before = await totalStored(bed.db);
    const versions = await listVersions(bed.db);
    const result = await bed.sync();
    expect(result).toEqual({ outcome: "ok", rowsChanged: 0, errors: [] });
    expect(await totalStored(bed.db)).toEqual(before);
    expect(await listVersions(bed.db)).toEqual(versions);
  });

  it("picks up rows that came late for a recent day, and only there raises the version", async () => {
    const [agent] = await bed.db.agent.findMany({ where: { status: "active" }, take: 1 });
    if (!agent) throw new Error("no agent");
    const before = await totalStored(bed.db);
    const versions = await listVersions(bed.db);
    await bed.upstream.control.mutate({
      op: "addUsage",
      token: agent.id,
      day: addDays(TODAY, -2),
      spendUsd: "1.25",
      promptTokens: 1000,
      completionTokens: 200,
    });
    await bed.sync();
    const after = await totalStored(bed.db);
    expect(after.calls).toBe(before.calls + 1);
    expect(after.promptTokens).toBe(before.promptTokens + 1000);
    expect(await listAllDifferences(bed)).toEqual([]);
    const raised = Object.entries(await listVersions(bed.db)).filter(
      ([id, v]) => v !== versions[id],
    );
    expect(raised.map(([id]) => id)).toEqual([agent.tenantId]);
  });

  it("follows the day as it grows", async () => {
    const before = await totalStored(bed.db);
    bed.advance(90 * MINUTE_MS);
    await bed.sync();
    expect((await totalStored(bed.db)).calls).toBeGreaterThan(before.calls);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("reads again, after an outage of a week, the days that were not final", async () => {
    bed.advance(7 * 24 * 60 * MINUTE_MS);
    const later = addDays(TODAY, 7);
    const result = await bed.sync();
    expect(result.errors).toEqual([]);
    expect(await listAllDifferences(bed, { from: ALL_DAYS.from, to: later })).toEqual([]);
    const again = await bed.sync();
    expect(again.rowsChanged).toBe(0);
  });
});
