import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { syncInsights } from "@/lib/sync/jobs/sync-insights";
import { syncLeaderboard } from "@/lib/sync/jobs/sync-leaderboard";
import { syncLeaderboardPeople } from "@/lib/sync/jobs/sync-leaderboard-people";
import { runJob } from "@/lib/sync/runs/run";
import { createAnalyticsBed, type AnalyticsBed } from "./analytics-bed";
import { DAY_MS, HOUR_MS } from "./sync-bed";

/** A reading that somebody waits for is brief. */
const ONCE = { trigger: "once" as const };
const WHOLE = { trigger: "schedule" as const };
/** A whole reading is some thousand requests. */
const SLOW_MS = 120_000;
let bed: AnalyticsBed;

beforeAll(async () => {
  bed = await createAnalyticsBed();
});
afterEach(() => bed.upstream.control.setKnobs({ down: false, errorRate: 0, pathPattern: null }));
afterAll(() => bed.close());

const countEntries = (snapshotId: string) =>
  bed.db.leaderboardEntry.count({ where: { snapshotId } });

async function findNewest() {
  return bed.db.leaderboardSnapshot.findFirstOrThrow({
    where: { view: "current" },
    orderBy: { completedAt: "desc" },
  });
}

async function sumDay(day: string, project?: string) {
  const startsAt = new Date(`${day}T00:00:00Z`);
  const where = { grain: "day" as const, startsAt, ...(project ? { projectName: project } : {}) };
  const { _sum } = await bed.db.personActivity.aggregate({
    where,
    _sum: { totalUsd: true, totalTokens: true },
  });
  return { totalUsd: Number(_sum.totalUsd), tokens: Number(_sum.totalTokens) };
}

const truthOf = (day: string, project?: string) => {
  const to = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString();
  return bed.upstream.control.truth({
    from: `${day}T00:00:00Z`,
    to,
    ...(project ? { project } : {}),
  });
};

describe("the leaderboard", () => {
  it("is read as a whole, once a snapshot", async () => {
    const first = await runJob(bed.context, syncLeaderboard, ONCE);
    expect(first).toMatchObject({ outcome: "ok", error: null });
    const newest = await findNewest();
    expect(await countEntries(newest.id)).toBeGreaterThan(300);
    await bed.upstream.control.clearLog();
    await runJob(bed.context, syncLeaderboard, ONCE);
    const log = await bed.upstream.control.log();
    const asked = log.entries.filter(({ path }) => path.endsWith("/entries"));
    expect(asked.map(({ query }) => query.snapshot_id)).not.toContain(newest.id);
  });

  it("keeps the last whole one when the next is broken, with its age", async () => {
    const before = await findNewest();
    bed.advance(DAY_MS);
    await bed.upstream.control.setTraps({ lostEntries: 5 });
    const result = await runJob(bed.context, syncLeaderboard, ONCE);
    expect(result).toMatchObject({ outcome: "failed" });
    expect(result.error).toMatch(/The one before is kept/);
    expect((await findNewest()).id).toBe(before.id);
    const state = await bed.db.snapshotState.findFirstOrThrow({ where: { kind: "leaderboard" } });
    expect(state.lastError).toMatch(/could be read/);
    expect(state.lastOkAt?.getTime()).toBeLessThan(bed.now().getTime() - DAY_MS / 2);
    await bed.upstream.control.setTraps({ lostEntries: 0 });
  });

  it("flags a dimension that could not be collected", async () => {
    await bed.upstream.control.setTraps({ zeroDimension: "d5" });
    const result = await runJob(bed.context, syncLeaderboard, ONCE);
    expect(result.outcome).toBe("partial");
    expect(result.error).toMatch(/D5 is zero for everybody.*scores are too low/);
    expect((await findNewest()).zeroDimensions).toEqual(["d5"]);
    await bed.upstream.control.setTraps({ zeroDimension: null });
  });

  it("keeps two rolling boards and every closed season", async () => {
    bed.advance(DAY_MS);
    await runJob(bed.context, syncLeaderboard, { trigger: "schedule" });
    expect(await bed.db.leaderboardSnapshot.count({ where: { view: "current" } })).toBe(2);
    expect(await bed.db.leaderboardSnapshot.count({ where: { view: "monthly" } })).toBe(13);
    expect(await bed.db.leaderboardSnapshot.count({ where: { view: "quarterly" } })).toBe(4);
    const kept = await bed.db.leaderboardSnapshot.findMany({ select: { id: true } });
    const gone = await bed.db.leaderboardEntry.count({
      where: { snapshotId: { notIn: kept.map(({ id }) => id) } },
    });
    expect(gone).toBe(0);
  });

  it("gets its components one person after the other", async () => {
    const first = await runJob(bed.context, syncLeaderboardPeople, ONCE);
    expect(first).toMatchObject({ outcome: "ok", rowsChanged: 24 });
    await runJob(bed.context, syncLeaderboardPeople, { trigger: "schedule" });
    const newest = await findNewest();
    const details = await bed.db.leaderboardDetail.count({ where: { snapshotId: newest.id } });
    expect(details).toBe(await countEntries(newest.id));
  });
});

describe("insights", () => {
  it(
    "add up to the upstream's own sums, by day, hour and project",
    async () => {
      const result = await runJob(bed.context, syncInsights, WHOLE);
      expect(result).toMatchObject({ outcome: "ok", error: null });
      const yesterday = new Date(bed.now().getTime() - DAY_MS).toISOString().slice(0, 10);
      for (const project of [undefined, "atlas-core", "atlas-web"]) {
        const [stored, truth] = [
          await sumDay(yesterday, project),
          await truthOf(yesterday, project),
        ];
        expect(stored.totalUsd).toBeCloseTo(truth.totalUsd, 6);
        expect(stored.tokens).toBe(truth.tokens);
      }
      const hours = await bed.db.personActivity.aggregate({
        where: {
          grain: "hour",
          startsAt: {
            gte: new Date(`${yesterday}T00:00:00Z`),
            lt: new Date(Date.parse(`${yesterday}T00:00:00Z`) + DAY_MS),
          },
        },
        _sum: { totalUsd: true },
      });
      expect(Number(hours._sum.totalUsd)).toBeCloseTo((await truthOf(yesterday)).totalUsd, 6);
    },
    SLOW_MS,
  );

  it("know one person by one name", async () => {
    const unresolved = await bed.db.insightPerson.count({
      where: { NOT: { identity: { contains: "@" } }, userId: null },
    });
    expect(unresolved).toBe(0);
  });

  it("have tables for each period of all projects and of each that was used", async () => {
    const tables = await bed.db.insightTable.groupBy({ by: ["projectName"], _count: true });
    const everything = tables.find(({ projectName }) => projectName === "*");
    expect(everything?._count).toBe(7 * 16);
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.filter(({ projectName }) => projectName.includes("@"))).toEqual([]);
  });

  it("change nothing when they are read again at once, and ask only for what may have grown", async () => {
    await bed.upstream.control.clearLog();
    const again = await runJob(bed.context, syncInsights, WHOLE);
    expect(again).toMatchObject({ outcome: "ok", rowsChanged: 0 });
    const { total } = await bed.upstream.control.log();
    expect(total).toBeLessThan(200);
  });

  it("keep the last whole day when the upstream fails in the middle of one", async () => {
    bed.advance(2 * HOUR_MS);
    const today = bed.now().toISOString().slice(0, 10);
    const before = await sumDay(today);
    await bed.upstream.control.setKnobs({ errorRate: 0.2, errorKind: "500" });
    const result = await runJob(bed.context, syncInsights, WHOLE);
    expect(result.outcome).toBe("failed");
    const coverage = await bed.db.activityCoverage.findFirstOrThrow({
      where: { grain: "day", startsAt: new Date(`${today}T00:00:00Z`) },
    });
    const stored = await sumDay(today);
    const isNew = coverage.readAt.getTime() > bed.now().getTime() - HOUR_MS;
    const wanted = isNew ? (await truthOf(today)).totalUsd : before.totalUsd;
    expect(stored.totalUsd).toBeCloseTo(wanted, 6);
    await bed.upstream.control.setKnobs({ errorRate: 0 });
    expect(await runJob(bed.context, syncInsights, WHOLE)).toMatchObject({ outcome: "ok" });
    expect((await sumDay(today)).totalUsd).toBeCloseTo((await truthOf(today)).totalUsd, 6);
  });
});

it("has nothing to do where no analytics API is configured", async () => {
  const context = { ...bed.context, analytics: null };
  expect(await runJob(context, syncLeaderboard, ONCE)).toMatchObject({
    outcome: "ok",
    rowsChanged: 0,
  });
});
