import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings, type Settings } from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, auditorViewer } from "@/lib/testing/factories";
import { BOARD_ID, insertBoard } from "@/lib/testing/insight-factories";
import { openLeaderboard, openLeaderboardOverview, shareMyName } from "./leaderboard";
import { openLeaderboardPerson } from "./board-person";
import { boardQuerySchema, leaderboardQuerySchema } from "./board-schema";

vi.mock("@/lib/env", async (importOriginal) => {
  const original = await importOriginal<{ getSettings: () => unknown }>();
  return { ...original, getSettings: vi.fn(original.getSettings) };
});

const PEOPLE = 24;
const operator: Viewer = {
  ...adminViewer,
  role: "operator",
  email: "p20@example.com",
  projectNames: ["atlas"],
};
const user: Viewer = { ...adminViewer, role: "user", email: "p7@example.com" };
const stranger: Viewer = { ...user, email: "nobody@example.com" };

let test: TestDatabase;
let ids: number[];
let settings: Settings;

function useSettings(change: Partial<Settings>): void {
  vi.mocked(getSettings).mockReturnValue({ ...settings, ...change });
}

async function list(viewer: Viewer, query: Record<string, unknown> = {}) {
  const panel = await openLeaderboard(viewer, leaderboardQuerySchema.parse(query));
  return (await panel.load()).data;
}

async function overview(viewer: Viewer, query: Record<string, unknown> = {}) {
  const panel = await openLeaderboardOverview(viewer, boardQuerySchema.parse(query));
  return (await panel.load()).data;
}

const boardQuery = { view: "current", season: "", format: "json" } as const;

beforeAll(async () => {
  settings = getSettings();
  test = await createTestDatabase();
  ids = await insertBoard(test.db, {
    people: PEOPLE,
    projects: { atlas: [1, 2, 3, 4, 5, 6], cedar: [0, 7, 8, 9, 10, 11] },
  });
});
beforeEach(() => useSettings({ LEADERBOARD_NAMES: "all", LEADERBOARD_MIN_GROUP: 5 }));
afterAll(() => test.drop());

describe("a page of the leaderboard", () => {
  it("counts, sorts, searches and pages over everybody", async () => {
    const first = await list(adminViewer);
    expect(first).toMatchObject({ total: PEOPLE, page_size: 20 });
    expect(first.items).toHaveLength(20);
    expect(first.items[0]).toMatchObject({ rank: 1, rank_change: 1, score_change: 2 });
    expect((await list(adminViewer, { page: "2" })).items).toHaveLength(4);
    const worst = await list(auditorViewer, { sort: "d5", order: "asc" });
    expect(worst.items[0]?.rank).toBe(PEOPLE);
    const found = await list(adminViewer, { q: "p2@EXAMPLE", tier: "pioneer" });
    expect(found.items.map((row) => row.name)).toEqual(["Person 2"]);
    expect((await list(adminViewer, { q: "100%_" })).total).toBe(0);
  });

  it("shows an operator the own projects' people only, in totals as well", async () => {
    expect((await list(operator)).total).toBe(6);
    expect((await list(operator, { project: "cedar" })).total).toBe(0);
    expect((await list(operator, { person: String(ids[0]) })).total).toBe(0);
    expect((await list({ ...operator, projectNames: [] })).total).toBe(0);
  });

  it("shows a user the own row only, and somebody unknown nothing", async () => {
    const own = await list(user);
    expect(own.items.map((row) => row.name)).toEqual(["Person 7"]);
    expect(own.total).toBe(1);
    expect((await list(user, { project: "cedar", person: String(ids[8]) })).total).toBe(0);
    expect((await list(stranger)).total).toBe(0);
  });

  it("shows no change against a board that lacks a dimension", async () => {
    await test.db.leaderboardSnapshot.update({
      where: { id: BOARD_ID },
      data: { zeroDimensions: ["d6"] },
    });
    const flagged = await list(adminViewer);
    expect(flagged.board?.zero_dimensions).toEqual(["d6"]);
    expect(flagged.items[0]).toMatchObject({ rank_change: null, score_change: null });
    await test.db.leaderboardSnapshot.update({
      where: { id: BOARD_ID },
      data: { zeroDimensions: [] },
    });
  });
});

describe("names", () => {
  it("are hidden behind aliases, the own one excepted; neither search nor order uncovers them", async () => {
    useSettings({ LEADERBOARD_NAMES: "alias", LEADERBOARD_MIN_GROUP: 5 });
    const viewer = { ...adminViewer, email: "p0@example.com" };
    const page = await list(viewer, { sort: "spend", order: "asc" });
    expect(page.items[0]).toMatchObject({ name: "Person 0", is_me: true, spend_usd: 100 });
    expect(page.items[1]).toMatchObject({ name: "Amber Otter 0001", spend_usd: null });
    expect(JSON.stringify(page)).not.toContain("Person 1");
    expect(JSON.stringify(page)).not.toContain("@example.com");
    expect((await list(viewer, { q: "Person 1" })).total).toBe(0);
    expect((await list(viewer, { q: "p1@example.com" })).total).toBe(0);
  });

  it("are shown of those who agreed", async () => {
    useSettings({ LEADERBOARD_NAMES: "opt-in", LEADERBOARD_MIN_GROUP: 5 });
    await shareMyName({ ...user, email: "p1@example.com" }, true);
    const names = (await list(adminViewer)).items.map((row) => row.name);
    expect(names.slice(0, 3)).toEqual(["Amber Otter 0000", "Person 1", "Amber Otter 0002"]);
    await shareMyName({ ...user, email: "p1@example.com" }, false);
    expect((await list(adminViewer)).items[1]?.name).toBe("Amber Otter 0001");
  });

  it("stay hidden where a list gets so short that it would tell", async () => {
    useSettings({ LEADERBOARD_NAMES: "alias", LEADERBOARD_MIN_GROUP: 5 });
    const page = await list(adminViewer, { tier: "pioneer" });
    expect(page).toMatchObject({ is_withheld: true, items: [], total: 0 });
  });
});

describe("the overview", () => {
  it("adds up to the people it is about", async () => {
    const all = await overview(adminViewer);
    expect(all.people).toBe(PEOPLE);
    expect(all.tiers.reduce((sum, tier) => sum + (tier.people ?? 0), 0)).toBe(PEOPLE);
    expect(all.scores.reduce((sum, bin) => sum + (bin.people ?? 0), 0)).toBe(PEOPLE);
    expect(all.averages).toMatchObject({ d1: 50, d6: 0 });
    expect(all.top.map((row) => row.rank)).toEqual([1, 2, 3]);
  });

  it("of an operator is about the own projects, with the own place beside it", async () => {
    const own = await overview(operator);
    expect(own.people).toBe(6);
    expect(own.top[0]?.rank).toBe(2);
    expect(own.me).toMatchObject({ name: "Person 20", rank: 21 });
  });

  it("is withheld from groups that are too small", async () => {
    const own = await overview(user);
    expect(own).toMatchObject({ is_withheld: true, people: null, averages: null, top: [] });
    expect(own.me?.name).toBe("Person 7");
    useSettings({ LEADERBOARD_NAMES: "alias", LEADERBOARD_MIN_GROUP: 5 });
    const pioneers = (await overview(adminViewer)).tiers.find(({ tier }) => tier === "pioneer");
    expect(pioneers?.people).toBeNull();
  });
});

describe("a person's page", () => {
  const refOf = async (place: number) => {
    const row = await test.db.insightPerson.findUniqueOrThrow({ where: { id: ids[place] ?? 0 } });
    return row.boardRef;
  };
  const open = (viewer: Viewer, ref: string) =>
    openLeaderboardPerson(viewer, ref, boardQuery).then(async (panel) => (await panel.load()).data);

  it("has six dimensions beside the average, and what would raise the score most", async () => {
    const mine = await open(user, "me");
    expect(mine.person).toMatchObject({ name: "Person 7", is_me: true });
    expect(mine.dimensions).toHaveLength(6);
    expect(mine.dimensions[0]).toMatchObject({ score: 50, average: 50, components: null });
    expect(mine.advice[0]).toMatchObject({ dimension: "d2", points: 12 });
    expect(mine.people).toBe(PEOPLE);
  });

  it("is a 404 alike for who is out of reach and who does not exist", async () => {
    const hidden = /no such person/;
    await expect(open(user, await refOf(8))).rejects.toThrow(hidden);
    await expect(open(operator, await refOf(8))).rejects.toThrow(hidden);
    await expect(open(adminViewer, "3fa85f64-5717-4562-b3fc-2c963f66afa6")).rejects.toThrow(hidden);
    await expect(open(adminViewer, "x' OR 1=1")).rejects.toThrow(hidden);
    await expect(open(stranger, "me")).rejects.toThrow(hidden);
    expect((await open(operator, await refOf(3))).person.name).toBe("Person 3");
  });
});
