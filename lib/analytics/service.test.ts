import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, auditorViewer, insertTenant } from "@/lib/testing/factories";
import { insertActivity, insertBoard } from "@/lib/testing/insight-factories";
import { addDays, toIsoDay } from "@/lib/time";
import { listPersonInsights, lookupPeople, lookupProjects } from "./lookup";
import {
  cliPeopleQuerySchema,
  insightQuerySchema,
  lookupQuerySchema,
  spendersQuerySchema,
  TABLE_NAMES,
} from "./schema";
import { openCliPeople, openNamedTable, openPerson, openSpenders, openSpending } from "./service";
import { openSummary } from "./summary";
import { createSavedView, deleteSavedView, listSavedViews } from "./views";

const today = toIsoDay(new Date());
const operator: Viewer = {
  ...adminViewer,
  userId: "00000000-0000-7000-8000-000000000002",
  role: "operator",
  email: "op@example.com",
  tenantIds: ["acme"],
  projectNames: ["atlas"],
};
const user: Viewer = {
  ...adminViewer,
  userId: "00000000-0000-7000-8000-000000000003",
  role: "user",
  email: "p3@example.com",
};

let test: TestDatabase;
let ids: number[];

async function insertTables(): Promise<void> {
  const at = new Date();
  const window = { windowFrom: at, windowTo: at, readAt: at, period: "30d" };
  const metric = (id: string, value: number, fixedTimeframe: string | null = null) => ({
    ...{ id, label: id, unit: "count", value, fixedTimeframe },
  });
  const rows = (people: number) => [
    { name: "Bot", labels: {}, counts: { messages: 10, people }, costUsd: "1.5" },
  ];
  await test.db.insightTable.createMany({
    data: ["*", "atlas", "cedar"].flatMap((projectName) => [
      { ...window, projectName, name: "assistants", rows: rows(4) },
      {
        ...{ ...window, projectName, name: "summaries" },
        rows: [
          metric("total_input_tokens", 50),
          metric("mcps_invoked", 3),
          metric("dau", 9, "Last 1 day"),
        ],
      },
      {
        ...window,
        projectName,
        name: "summaries_before",
        rows: [metric("total_input_tokens", 40)],
      },
    ]),
  });
  await test.db.cliPerson.createMany({
    data: [
      ["*", 0, 7],
      ["atlas", 0, 5],
      ["*", 2, 9],
      ["cedar", 2, 9],
    ].map(([projectName, place, costUsd]) => ({
      ...{ projectName: String(projectName), period: "30d", personId: ids[Number(place)] ?? 0 },
      ...{ classification: "production", sessions: 3, linesAdded: 10, linesRemoved: 14 },
      ...{ netLines: -4, costUsd: Number(costUsd) },
    })),
  });
}

beforeAll(async () => {
  test = await createTestDatabase();
  ids = await insertBoard(test.db, {
    people: 12,
    projects: { atlas: [0, 1, 4, 5, 6], cedar: [2, 7, 8, 9, 10] },
  });
  await insertActivity(test.db, ids);
  await insertTables();
  await insertTenant(test.db, "acme");
  await insertTenant(test.db, "other");
});
afterAll(() => test.drop());

const ask = (query: Record<string, unknown> = {}) => insightQuerySchema.parse(query);
const spend = (query: Record<string, unknown> = {}) => spendersQuerySchema.parse(query);

async function summarize(viewer: Viewer, query: Record<string, unknown> = {}) {
  const panel = await openSummary(viewer, "platform", ask(query));
  const { data } = await panel.load();
  return new Map(data.metrics.map((metric) => [metric.id, metric]));
}

async function totalOf(viewer: Viewer, query: Record<string, unknown> = {}) {
  return (await summarize(viewer, query)).get("total_money_spent")?.value;
}

describe("a summary", () => {
  it("adds up money, tokens and people under any filter", async () => {
    const all = await summarize(adminViewer);
    expect(all.get("total_money_spent")).toMatchObject({ value: 300, unavailable: null });
    expect(all.get("cli_cost")?.value).toBe(75);
    expect(all.get("platform_cost")?.value).toBe(225);
    expect(all.get("active_people")?.value).toBe(4);
    expect(await totalOf(auditorViewer, { project: "cedar" })).toBe(90);
    expect(await totalOf(adminViewer, { person: [String(ids[0]), String(ids[3])] })).toBe(150);
    expect(await totalOf(adminViewer, { period: "7d", project: ["atlas", "cedar"] })).toBe(42);
  });

  it("compares with the time before, and not with what was never read", async () => {
    const month = (await summarize(adminViewer)).get("total_money_spent");
    expect(month?.previous).toBeGreaterThan(285);
    expect(month?.previous).toBeLessThanOrEqual(300);
    expect(
      (await summarize(adminViewer, { period: "60d" })).get("total_money_spent"),
    ).toMatchObject({ value: 600, previous: null });
  });

  it("says where a sum is a lower bound, and compares it with nothing", async () => {
    const early = {
      from: `${addDays(today, -70)}T00:00:00Z`,
      to: `${addDays(today, -50)}T00:00:00Z`,
    };
    const metrics = await summarize(adminViewer, early);
    expect(metrics.get("total_money_spent")).toMatchObject({
      ...{ value: 90, is_lower_bound: true, previous: null },
    });
    const list = await openSpenders(adminViewer, "person", spend(early));
    expect((await list.load()).data).toMatchObject({ total_usd: 90, time: { is_whole: false } });
    expect((await summarize(adminViewer)).get("total_money_spent")?.is_lower_bound).toBe(false);
  });

  it("has no sum where nothing was read, not even zero", async () => {
    const unread = {
      from: `${addDays(today, -300)}T00:00:00Z`,
      to: `${addDays(today, -290)}T00:00:00Z`,
    };
    for (const metric of (await summarize(adminViewer, unread)).values()) {
      expect(metric).toMatchObject({ value: null, is_lower_bound: false, previous: null });
    }
    const list = await openSpenders(adminViewer, "person", spend(unread));
    expect((await list.load()).data).toMatchObject({ total_usd: null, time: { is_read: false } });
  });

  it("takes the upstream's other figures for fixed periods, and says why it has none", async () => {
    const all = await summarize(adminViewer);
    expect(all.get("total_input_tokens")).toMatchObject({ value: 50, previous: 40 });
    expect(all.get("dau")).toMatchObject({ value: 9, fixed_timeframe: "Last 1 day" });
    const two = await summarize(adminViewer, { project: ["atlas", "cedar"] });
    expect(two.get("total_input_tokens")?.value).toBe(100);
    expect(two.get("mcps_invoked")).toMatchObject({ value: null });
    expect(two.get("mcps_invoked")?.unavailable).toBe("not_added_up");
    const one = await summarize(adminViewer, { person: String(ids[0]) });
    expect(one.get("total_input_tokens")?.unavailable).toBe("on_demand");
    const custom = await summarize(adminViewer, {
      from: `${addDays(today, -3)}T00:00:00Z`,
      to: `${addDays(today, -1)}T00:00:00Z`,
    });
    expect(custom.get("total_money_spent")?.value).toBe(20);
    expect(custom.get("total_input_tokens")?.unavailable).toBe("on_demand");
  });

  it("never reaches beyond the viewer", async () => {
    expect(await totalOf(operator)).toBe(90);
    expect(await totalOf(operator, { project: "cedar" })).toBe(0);
    expect(await totalOf(operator, { person: String(ids[2]) })).toBe(0);
    expect(await totalOf({ ...operator, projectNames: [] })).toBe(0);
    expect(await totalOf(user)).toBe(120);
    expect(await totalOf(user, { person: String(ids[0]) })).toBe(0);
    expect(await totalOf(user, { project: "atlas" })).toBe(0);
    expect(await totalOf({ ...user, email: "nobody@example.com" })).toBe(0);
  });
});

describe("spending", () => {
  it("has a step for each day, a gap where nothing was read, and adds up to the summary", async () => {
    const panel = await openSpending(adminViewer, ask({ period: "30d" }));
    const { steps } = (await panel.load()).data;
    expect(steps).toHaveLength(30);
    expect(steps.reduce((sum, step) => sum + (step.total_usd ?? 0), 0)).toBe(300);
    expect(steps[0]).toMatchObject({ assistants_usd: 5, cli_usd: 2.5, other_usd: 1.25 });
    const hours = await openSpending(adminViewer, ask({ period: "6h" }));
    expect(hours.snapshot.state).toBe("partial");
    expect((await hours.load()).data.steps.every((step) => step.total_usd === null)).toBe(true);
  });

  it("by person and by project is searched, sorted and scoped", async () => {
    const people = async (viewer: Viewer, query = {}) =>
      (await (await openSpenders(viewer, "person", spend(query))).load()).data;
    const all = await people(adminViewer);
    expect(all).toMatchObject({ total: 4, total_usd: 300 });
    expect(all.items.map((row) => row.total_usd)).toEqual([120, 90, 60, 30]);
    expect((await people(adminViewer, { q: "p2@" })).total_usd).toBe(90);
    expect(await people(operator)).toMatchObject({ total: 2, total_usd: 90 });
    expect(await people(user)).toMatchObject({ total: 1, total_usd: 120 });
    const projects = (await (await openSpenders(adminViewer, "project", spend())).load()).data;
    expect(projects.items.map((row) => row.name)).toContain("Personal or no project");
    expect(projects.total_usd).toBe(300);
  });
});

describe("tables", () => {
  it("are merged over projects without counting people twice", async () => {
    const read = async (viewer: Viewer, query = {}) =>
      (await (await openNamedTable(viewer, "assistants", ask(query))).load()).data;
    expect((await read(adminViewer)).rows[0]).toMatchObject({
      counts: { messages: 10, people: 4 },
      cost_usd: 1.5,
    });
    const two = await read(adminViewer, { project: ["atlas", "cedar"] });
    expect(two.rows[0]).toMatchObject({ counts: { messages: 20, people: null }, cost_usd: 3 });
    expect((await read(operator)).rows[0]?.counts.messages).toBe(10);
    expect((await read(operator, { project: "cedar" })).rows).toEqual([]);
    const own = await read(user);
    expect(own.rows).toEqual([]);
    expect(own).toMatchObject({ unavailable: "on_demand", can_read: true });
  });

  it("exist by name only", () => {
    expect(() => openNamedTable(adminViewer, "users", ask())).toThrow(/no such table/);
    expect(TABLE_NAMES).toHaveLength(12);
  });
});

describe("people", () => {
  it("of the command line are the viewer's to see", async () => {
    const read = async (viewer: Viewer, query = {}) =>
      (await (await openCliPeople(viewer, cliPeopleQuerySchema.parse(query))).load()).data;
    expect((await read(adminViewer)).items.map((row) => row.cost_usd)).toEqual([9, 7]);
    expect((await read(operator)).items.map((row) => row.cost_usd)).toEqual([5]);
    expect((await read(user)).total).toBe(0);
    const there = await read(user, { project: "cedar" });
    expect(await read(user, { project: "no-such-project" })).toEqual(there);
  });

  it("can be looked up by whoever may see them", async () => {
    const look = async (viewer: Viewer, query = {}) =>
      (await lookupPeople(viewer, lookupQuerySchema.parse(query))).items.map((row) => row.name);
    expect(await look(adminViewer, { q: "person 1" })).toEqual([
      "Person 1",
      "Person 10",
      "Person 11",
    ]);
    expect(await look(operator, { q: "person" })).toHaveLength(5);
    expect(await look(user, { q: "" })).toEqual(["Person 3"]);
    expect(await look(user, { id: [String(ids[0])] })).toEqual([]);
    expect(await lookupProjects(adminViewer, "")).toEqual(["atlas", "cedar"]);
    expect(await lookupProjects(operator, "")).toEqual(["atlas"]);
    expect(await lookupProjects(user, "")).toEqual([]);
  });

  it("have a page, a 404 alike for out of reach and unknown", async () => {
    const open = async (viewer: Viewer, id: number | undefined) =>
      (await (await openPerson(viewer, String(id), ask())).load()).data;
    expect(await open(adminViewer, ids[0])).toMatchObject({
      person: { name: "Person 0" },
      total_usd: 30,
      cli: { net_lines: -4 },
    });
    expect((await open(operator, ids[0])).cli?.cost_usd).toBe(5);
    await expect(open(operator, ids[2])).rejects.toThrow(/no such person/);
    await expect(open(user, ids[0])).rejects.toThrow(/no such person/);
    await expect(open(adminViewer, 999_999)).rejects.toThrow(/no such person/);
  });

  it("have an insight for other pages", async () => {
    const emails = ["p2@example.com", "ghost@example.com"];
    const known = await listPersonInsights(adminViewer, emails);
    expect([...known.keys()]).toEqual(["p2@example.com"]);
    expect(known.get("p2@example.com")).toMatchObject({
      leaderboard: { rank: 3, tier: "pioneer" },
      cli: { classification: "production", sessions: 3, net_lines: -4 },
    });
    expect((await listPersonInsights(operator, emails)).size).toBe(0);
  });
});

describe("saved views", () => {
  it("are private, or of those who may see a tenant", async () => {
    const search = "tab=cli&period=7d";
    await createSavedView(operator, { name: "Mine", search, tenant_id: null });
    await createSavedView(operator, { name: "Ours", search, tenant_id: "acme" });
    const names = async (viewer: Viewer) => (await listSavedViews(viewer)).map((view) => view.name);
    expect(await names(operator)).toEqual(["Mine", "Ours"]);
    expect(await names(adminViewer)).toEqual(["Ours"]);
    expect(await names(user)).toEqual([]);
    for (const [viewer, tenant_id] of [
      [operator, "other"],
      [adminViewer, "nowhere"],
    ] as const) {
      await expect(createSavedView(viewer, { name: "Theirs", search, tenant_id })).rejects.toThrow(
        /no such tenant/,
      );
    }
    const [, ours] = await listSavedViews(operator);
    await expect(deleteSavedView(adminViewer, ours?.id ?? "")).rejects.toThrow(/no such view/);
    await deleteSavedView(operator, ours?.id ?? "");
    expect(await names(operator)).toEqual(["Mine"]);
    const actions = await test.db.auditEntry.findMany({ select: { action: true } });
    expect(actions.map(({ action }) => action)).toEqual(["saved_view.share", "saved_view.delete"]);
  });
});
