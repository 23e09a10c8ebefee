import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sumUsd } from "@/lib/money";
import { createAnalyticsClient, type AnalyticsClient } from "@/lib/upstream/analytics/client";
import { toTotalScore } from "@/lib/upstream/analytics/score";
import { startAnalytics, type RunningAnalytics } from "../upstream/analytics/server";

const NOW = Date.parse("2026-11-22T10:30:00Z");
const PEOPLE = 1_500;
const DAY = { from: new Date("2026-11-18T00:00:00Z"), to: new Date("2026-11-19T00:00:00Z") };

let upstream: RunningAnalytics;
let client: AnalyticsClient;

function createClient(apiKey: string, maxAttempts = 2): AnalyticsClient {
  return createAnalyticsClient({
    baseUrl: upstream.url,
    apiKey,
    timeoutMs: 5_000,
    concurrency: 4,
    maxAttempts,
    retryBaseDelayMs: 5,
    maxRetryDelayMs: 20,
  });
}

async function readNewestBoard() {
  const [snapshot] = (await client.findLeaderboardSnapshot("current")).records;
  const read = await client.readLeaderboard(snapshot?.id ?? "");
  const [board] = read.records;
  if (!board) throw new Error("There is no leaderboard");
  return { board, report: read.report };
}

beforeAll(async () => {
  upstream = await startAnalytics({ people: PEOPLE, days: 120, now: () => NOW });
  client = createClient(upstream.keys.admin);
});

afterEach(() => upstream.control.reset());
afterAll(() => upstream.close());

describe("pages", () => {
  it("count from zero and end where the upstream says so", async () => {
    const { board, report } = await readNewestBoard();
    const { entries } = await upstream.control.log();
    const asked = entries.filter(({ path }) => path.endsWith("/entries"));
    expect(asked.map(({ query }) => query.page)).toEqual(["0", "1"]);
    expect(new Set(asked.map(({ query }) => query.snapshot_id))).toEqual(
      new Set([board.snapshot.id]),
    );
    expect(board.entries[0]?.rank).toBe(1);
    expect(report.rowsRejected).toBe(0);
    for (const entry of board.entries.slice(0, 200)) {
      expect(Math.abs(toTotalScore(entry.dimensions) - entry.score)).toBeLessThan(0.1);
    }
  });

  it("stay with the snapshot that was pinned, while a newer one appears", async () => {
    await upstream.control.setTraps({ switchSnapshotAfter: 1 });
    const { board } = await readNewestBoard();
    expect(new Set(board.entries.map((entry) => entry.rank)).size).toBe(board.entries.length);
    const [newer] = (await client.findLeaderboardSnapshot("current")).records;
    expect(newer?.id).not.toBe(board.snapshot.id);
    expect(newer?.comparisonId).toBe(board.snapshot.id);
  });

  it("that repeat a person count that person once", async () => {
    const { board: plain } = await readNewestBoard();
    await upstream.control.setTraps({ duplicateEntries: true });
    const { board } = await readNewestBoard();
    expect(board.entries.map((entry) => entry.userId)).toEqual(
      plain.entries.map((entry) => entry.userId),
    );
  });

  it("of which people are missing are not taken for a whole", async () => {
    await upstream.control.setTraps({ lostEntries: 3 });
    await expect(readNewestBoard()).rejects.toThrow(/could be read\. The one before is kept/);
  });

  it("refuse what the contract refuses", async () => {
    const ask = (query: string) =>
      fetch(`${upstream.url}/v1/analytics/users-activity?${query}`, {
        headers: { authorization: `Bearer ${upstream.keys.admin}` },
      });
    expect((await ask("page=-1")).status).toBe(422);
    expect((await ask("per_page=1001")).status).toBe(422);
    expect((await ask("time_period=last_month")).status).toBe(400);
    expect((await ask("end_date=2099-01-01")).status).toBe(400);
  });
});

describe("what people spent", () => {
  it("adds up to the upstream's own sum, whoever could not be resolved included", async () => {
    const { records } = await client.readActivity(DAY, {});
    const truth = await upstream.control.truth({ from: toText(DAY.from), to: toText(DAY.to) });
    expect(sumUsd(records.map((record) => record.totalUsd)).toNumber()).toBeCloseTo(
      truth.totalUsd,
      6,
    );
    expect(records).toHaveLength(truth.people);
    expect(records.some((record) => !record.identity.includes("@"))).toBe(true);
  });

  it("is the same read in halves when the whole is too expensive", async () => {
    const whole = await client.readActivity(DAY, { projects: ["atlas-core"] });
    const table = await client.readTable("assistants", DAY, { projects: ["atlas-core"] });
    await upstream.control.setTraps({ tooExpensiveAboveHours: 7 });
    const halves = await client.readActivity(DAY, { projects: ["atlas-core"] });
    expect(toSums(halves.records)).toEqual(toSums(whole.records));
    expect(halves.report.requests).toBeGreaterThan(4);
    const merged = await client.readTable("assistants", DAY, { projects: ["atlas-core"] });
    const messages = (rows: typeof table.records) =>
      rows.reduce((sum, row) => sum + (row.counts.messages ?? 0), 0);
    expect(messages(merged.records)).toBe(messages(table.records));
    expect(merged.records.some((row) => row.counts.people === null)).toBe(true);
  });

  it("names shared projects only", async () => {
    const { records } = await client.listActiveProjects(DAY);
    expect(records).toContain("atlas-core");
    expect(records.filter((name) => name.includes("@") || name === "unknown")).toEqual([]);
  });

  it("tells N/A from zero", async () => {
    await upstream.control.setTraps({ missingAsText: true });
    const { records, report } = await client.readTable("workflows", DAY, {});
    expect(records.length).toBeGreaterThan(0);
    expect(report.rowsRejected).toBe(0);
    await upstream.control.setKnobs({ numbersAsStrings: true });
    const asText = await client.readTable("workflows", DAY, {}).catch(() => null);
    // Page numbers as text are another form of answer, which is refused rather than guessed at.
    expect(asText).toBeNull();
  });
});

describe("one person's detail", () => {
  it("is out of 100, and adds up to the dimension", async () => {
    const { board } = await readNewestBoard();
    const [entry] = board.entries;
    const read = await client.findLeaderboardPerson(entry?.userId ?? "", board.snapshot.id);
    const [person] = read.records;
    const d5 = person?.components.d5.reduce((sum, part) => sum + part.score * part.weight, 0);
    expect(Math.abs((d5 ?? 0) - (entry?.dimensions.d5 ?? -9))).toBeLessThan(0.2);
    const nobody = await client.findLeaderboardPerson("ghost@example.com", board.snapshot.id);
    expect(nobody.records).toEqual([]);
  });
});

describe("failures", () => {
  it("of a key that is wrong or not an administrator's are told apart", async () => {
    await expect(createClient("wrong").listPeople()).rejects.toThrow(/ANALYTICS_KEY.*401/);
    await expect(
      createClient(upstream.keys.user).findLeaderboardSnapshot("current"),
    ).rejects.toThrow(/lacks the right.*administrator/);
  });

  it.each(["503", "truncate", "reset"] as const)("by %s are tried again", async (errorKind) => {
    await upstream.control.setKnobs({ failFirst: 1, errorKind });
    const { report, records } = await client.listPeople();
    expect(records).toHaveLength(PEOPLE);
    expect(report.retries).toBe(1);
  });

  it.each(["malformed", "wrong-types", "html", "500"] as const)(
    "by %s come out in words",
    async (errorKind) => {
      await upstream.control.setKnobs({ errorRate: 1, errorKind });
      await expect(client.readActivity(DAY, {})).rejects.toThrow(/analytics API/);
    },
  );

  it("leave absurd rows out and say so", async () => {
    await upstream.control.setKnobs({ absurd: true });
    const { report } = await client.readActivity(DAY, { projects: ["atlas-core"] });
    expect(report.rowsRejected).toBeGreaterThan(0);
    expect(report.rejections[0]).toMatch(/^a person's activity: /);
  });

  it("to have computed anything yet is no error", async () => {
    await upstream.control.setTraps({ noLeaderboard: true });
    expect((await client.findLeaderboardSnapshot("current")).records).toEqual([]);
  });
});

it("lists closed seasons, the newest first", async () => {
  const months = await client.listSeasons("monthly");
  expect(months.records[0]).toMatchObject({ seasonKey: "2026-10", periodLabel: "October 2026" });
  expect(months.records).toHaveLength(13);
  const quarters = await client.listSeasons("quarterly");
  expect(quarters.records.map(({ seasonKey }) => seasonKey)).toEqual([
    "2026-Q3",
    "2026-Q2",
    "2026-Q1",
    "2025-Q4",
  ]);
});

const toText = (instant: Date) => instant.toISOString();

function toSums(records: Awaited<ReturnType<AnalyticsClient["readActivity"]>>["records"]) {
  return Object.fromEntries(
    records.map((record) => [record.identity, record.totalUsd.toDecimalPlaces(9).toFixed()]),
  );
}
