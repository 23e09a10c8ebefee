import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { askQuestion } from "@/lib/analytics/ask-question";
import { insightQuerySchema } from "@/lib/analytics/schema";
import { openCliPeople, openNamedTable } from "@/lib/analytics/service";
import { openSummary } from "@/lib/analytics/summary";
import { readInsights } from "@/lib/sync/jobs/read-insights";
import { syncLeaderboard } from "@/lib/sync/jobs/sync-leaderboard";
import { evictQuestions } from "@/lib/sync/analytics/question-store";
import { runJob } from "@/lib/sync/runs/run";
import { adminViewer } from "@/lib/testing/factories";
import { createAnalyticsBed, type AnalyticsBed } from "./analytics-bed";

const SLOW_MS = 60_000;
let bed: AnalyticsBed;
let user: Viewer;
let myId: number;

beforeAll(async () => {
  // Services ask the time of the machine: the stand-in has the same.
  bed = await createAnalyticsBed({ people: 60, now: () => Date.now() });
  await runJob(context(), syncLeaderboard, { trigger: "once" });
  const [me] = await bed.db.insightPerson.findMany({ orderBy: { id: "asc" }, take: 1 });
  if (!me) throw new Error("Nobody is on the board");
  myId = me.id;
  user = {
    ...adminViewer,
    userId: "00000000-0000-7000-8000-000000000009",
    role: "user",
    email: me.identity,
  };
}, SLOW_MS);
afterEach(async () => {
  await bed.upstream.control.setKnobs({ down: false });
  await bed.db.insightQuestion.updateMany({ data: { askedAt: new Date(0) } });
});
afterAll(() => bed.close());

const ask = (query: Record<string, unknown> = {}) => insightQuerySchema.parse(query);
const context = () => ({ ...bed.context, now: () => new Date() });
const read = (id: string | null) =>
  runJob(context(), readInsights, { trigger: "manual", scope: id ?? "nothing to read" });

async function tableOf(viewer: Viewer, name: string, query = {}) {
  return (await (await openNamedTable(viewer, name, ask(query))).load()).data;
}

describe("what the stored tables cannot answer", () => {
  it(
    "is read for the viewer alone, and is what the upstream counted for that person",
    async () => {
      expect(await tableOf(user, "assistants")).toMatchObject({
        ...{ unavailable: "on_demand", can_read: true, rows: [] },
      });
      const before = await openNamedTable(user, "assistants", ask());
      const id = await askQuestion(user, "platform", ask());
      expect(await read(id)).toMatchObject({ outcome: "ok", error: null });
      const mine = await tableOf(user, "assistants");
      expect(mine).toMatchObject({ unavailable: null, can_read: false });
      expect(mine.rows.length).toBeGreaterThan(0);
      expect(mine.rows.every(({ counts }) => counts.people === 1)).toBe(true);
      const after = await openNamedTable(user, "assistants", ask());
      expect(after.etagSeed).not.toEqual(before.etagSeed);
      const summary = (await (await openSummary(user, "platform", ask())).load()).data;
      const tokens = summary.metrics.find((metric) => metric.id === "total_input_tokens");
      expect(tokens).toMatchObject({ unavailable: null, is_lower_bound: false });
      expect(Number(tokens?.value)).toBeGreaterThan(0);
    },
    SLOW_MS,
  );

  it("is read where the upstream's clock is a little behind the database's", async () => {
    const ahead = { ...bed.context, now: () => new Date(Date.now() + 5_000) };
    const scope = await askQuestion(user, "platform", ask({ period: "24h" }));
    const run = await runJob(ahead, readInsights, { trigger: "manual", scope: scope ?? "" });
    expect(run).toMatchObject({ outcome: "ok", error: null });
  });

  it("is shared by whoever may ask the same, and by nobody else", async () => {
    const mine = await tableOf(user, "tools");
    expect(await tableOf(adminViewer, "tools", { person: String(myId) })).toEqual(mine);
    const other = await bed.db.insightPerson.findFirstOrThrow({ where: { id: { not: myId } } });
    const stranger = { ...user, email: other.identity };
    expect((await tableOf(stranger, "tools", { person: String(myId) })).unavailable).toBe(
      "no_people",
    );
    await expect(askQuestion(stranger, "platform", ask({ person: String(myId) }))).rejects.toThrow(
      /cannot be asked/,
    );
    const unknown = { ...user, email: "nobody@example.com" };
    expect((await tableOf(unknown, "tools")).unavailable).toBe("no_people");
  });

  it(
    "is read for any two points in time, with the people of the command line",
    async () => {
      const to = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
      const custom = {
        ...{ from: new Date(to.getTime() - 3 * 86_400_000).toISOString(), to: to.toISOString() },
      };
      await read(await askQuestion(adminViewer, "cli", ask(custom)));
      const query = { ...ask(custom), q: "", sort: "cost", order: "desc", page: 1 } as const;
      const people = (await (await openCliPeople(adminViewer, query)).load()).data;
      expect(people.total).toBeGreaterThan(1);
      expect(people.window).toMatchObject(custom);
      const [top] = people.items;
      const own = { ...query, person: [top?.person_id ?? ""], q: "" };
      expect((await (await openCliPeople(adminViewer, own)).load()).data.unavailable).toBe(
        "on_demand",
      );
    },
    SLOW_MS,
  );

  it("that failed leaves the last answer, and is never nothing", async () => {
    const id = await askQuestion(user, "cli", ask());
    await bed.upstream.control.setKnobs({ down: true });
    expect(await read(id)).toMatchObject({ outcome: "failed" });
    expect((await tableOf(user, "cli_hours")).unavailable).toBe("on_demand");
    await bed.db.insightQuestion.updateMany({
      where: { area: "platform" },
      data: { readAt: new Date(Date.now() - 2 * 86_400_000) },
    });
    const known = await tableOf(user, "tools");
    expect(known).toMatchObject({ unavailable: null, can_read: true });
    const again = await askQuestion(user, "platform", ask());
    expect(await read(again)).toMatchObject({ outcome: "failed" });
    expect(await tableOf(user, "tools")).toEqual(known);
  });

  it("is limited by the minute, for one viewer and for all", async () => {
    const asked = Array.from({ length: 10 }, (_, index) =>
      ask({ person: "me", project: `project-${index}` }),
    );
    for (const query of asked) await askQuestion(user, "platform", query);
    const eleventh = ask({ person: "me", project: "one-more" });
    await expect(askQuestion(user, "platform", eleventh)).rejects.toThrow(/Try again in 30 s/);
    // What is under way may be asked again, and others are not held up.
    const [first = eleventh] = asked;
    await expect(askQuestion(user, "platform", first)).resolves.toBeTypeOf("string");
    await expect(askQuestion(adminViewer, "cli", ask({ person: "1" }))).resolves.toBeTypeOf(
      "string",
    );
  });

  it("makes room for the newest, with its tables and people", async () => {
    const keys = async () =>
      (await bed.db.insightQuestion.findMany({ where: { readAt: { not: null } } })).map(
        ({ id }) => id,
      );
    expect((await keys()).length).toBeGreaterThan(1);
    await bed.db.$transaction((tx) => evictQuestions(tx, 1));
    const kept = await keys();
    expect(kept).toHaveLength(1);
    const stored = await bed.db.insightTable.findMany({ distinct: ["period"] });
    expect(stored.map(({ period }) => period)).toEqual(kept);
    const newest = await bed.db.insightQuestion.findFirst({ where: { readAt: { not: null } } });
    expect(newest?.area).toBe("cli");
  });
});
