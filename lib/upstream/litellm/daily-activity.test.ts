import { afterEach, expect, test } from "vitest";
import { sumUsd } from "@/lib/money";
import { startJsonServer, type Call, type JsonServer } from "../fixtures/json-server";
import { UpstreamError } from "../errors";
import { createLiteLLMClient, type LiteLLMClient } from "./client";
import {
  pageOfRows,
  toMetrics,
  toPage,
  type ActivityPage,
  type Row,
} from "./fixtures/activity-pages";
import empty from "./fixtures/daily-activity.empty.json";
import fixture from "./fixtures/team-daily-activity.json";

const RANGE = { from: "2026-10-01", to: "2026-10-03" };
const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function clientFor(
  handle: (call: Call) => unknown,
): Promise<{ client: LiteLLMClient; server: JsonServer }> {
  const server = await startJsonServer(handle);
  servers.push(server);
  const client = createLiteLLMClient({
    baseUrl: server.url,
    apiKey: "sk-admin",
    timeoutMs: 2_000,
    concurrency: 4,
    pageSize: 2,
    retryBaseDelayMs: 1,
  });
  return { client, server };
}

function row(change: Partial<Row> = {}): Row {
  return {
    day: "2026-10-02",
    entity: "team-a",
    key: "key-1",
    model: "gpt-4o",
    provider: "openai",
    spend: 0.5,
    calls: 3,
    ...change,
  };
}

/** Answers any range and page out of these rows. */
function answerFrom(rows: () => readonly Row[], pageSize = 2) {
  return ({ query }: Call): ActivityPage => {
    const [from, to] = [query.get("start_date") ?? "", query.get("end_date") ?? ""];
    const wanted = rows().filter(({ day }) => day >= from && day <= to);
    return pageOfRows(wanted, Number(query.get("page")), pageSize);
  };
}

async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UpstreamError) return error;
  throw new Error(`not an UpstreamError: ${String(error)}`);
}

const ROWS: readonly Row[] = [
  row({ day: "2026-10-03", key: "" }),
  row({ spend: 0.1 }),
  row({ model: "claude", provider: "anthropic", spend: 0.2, calls: 1 }),
  row({ key: "key-2", spend: 7 }),
  row({ day: "2026-10-01", spend: 0.3 }),
];

test("adds up a day that spans pages, in decimals", async () => {
  const { client, server } = await clientFor(answerFrom(() => ROWS));
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  const found = read.records.find(
    (record) => record.agentId === "key-1" && record.day === "2026-10-02",
  );
  expect(found?.metrics.costUsd.toFixed()).toBe("0.3");
  expect(found?.metrics.callCount).toBe(4);
  expect(found?.agentName).toBe("alias key-1");
  expect([...(found?.byModel ?? [])].map(([name, part]) => [name, part.costUsd.toFixed()])).toEqual(
    [
      ["gpt-4o", "0.1"],
      ["claude", "0.2"],
    ],
  );
  expect(read.records.map((record) => record.agentId)).toContain("unattributed");
  expect(sumUsd(read.records.map((record) => record.metrics.costUsd)).toFixed()).toBe("8.1");
  // Three pages, and the first once more.
  expect(read.report).toMatchObject({ pages: 4, requests: 4, rowsRead: 4, rowsRejected: 0 });
  expect(server.calls[0]).toBe(
    "/team/daily/activity?team_ids=team-a&start_date=2026-10-01&end_date=2026-10-03&page=1&page_size=2",
  );
});

test("an answer of one page is not read twice, nor one without rows", async () => {
  const { client, server } = await clientFor(answerFrom(() => ROWS.slice(0, 2)));
  await client.readTenantDailyUsage("team-a", RANGE);
  expect(server.calls.length).toBe(1);
  const none = await clientFor(() => empty);
  expect((await none.client.readTenantDailyUsage("team-a", RANGE)).records).toEqual([]);
});

test("the fixture of the contract, with another team's usage in it, is refused", async () => {
  const { client } = await clientFor(() => fixture);
  const range = { from: "2026-10-07", to: "2026-10-07" };
  const error = await failureOf(client.readTenantDailyUsage("team-ml", range));
  expect([error.kind, error.message]).toEqual([
    "bad_answer",
    expect.stringContaining("another team"),
  ]);
});

test("a row that is inserted while reading is noticed and all is read again", async () => {
  let rows: readonly Row[] = ROWS;
  const answer = answerFrom(() => rows);
  const { client, server } = await clientFor((call) => {
    if (call.number === 2) rows = [row({ day: "2026-10-03", key: "key-9", spend: 1 }), ...ROWS];
    return answer(call);
  });
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  expect(sumUsd(read.records.map((record) => record.metrics.costUsd)).toFixed()).toBe("9.1");
  expect(server.calls.length).toBeGreaterThan(4);
});

const SHORT_ROWS: readonly Row[] = [
  row({ spend: 0.1 }),
  row({ model: "claude", provider: "anthropic", spend: 0.2, calls: 1 }),
  row({ day: "2026-10-01", spend: 0.3 }),
  row({ day: "2026-10-01", key: "key-2" }),
];

test.each<[string, (page: ActivityPage, number: number) => unknown]>([
  ["a page that comes twice", (_page, number) => toPage(SHORT_ROWS.slice(0, 2), number, 2)],
  ["a wrong page number", (page) => ({ ...page, metadata: { ...page.metadata, page: 1 } })],
  [
    "a changing number of pages",
    (page, number) => ({
      ...page,
      metadata: { ...page.metadata, total_pages: 1 + number, has_more: undefined },
    }),
  ],
  [
    "an end before the last page",
    (page) => ({ ...page, metadata: { ...page.metadata, has_more: false } }),
  ],
  [
    "totals that are not the page's",
    (page, number) =>
      number === 2 ? { ...page, metadata: { ...page.metadata, total_spend: 99 } } : page,
  ],
])("%s ends in reading by day", async (_what, damage) => {
  const answer = answerFrom(() => SHORT_ROWS);
  const { client, server } = await clientFor((call) => {
    const page = answer(call);
    const isDay = call.query.get("start_date") === call.query.get("end_date");
    return isDay ? page : damage(page, Number(call.query.get("page")));
  });
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  expect(sumUsd(read.records.map((record) => record.metrics.costUsd)).toFixed()).toBe("1.1");
  expect(server.calls.filter((call) => /start_date=(.{10})&end_date=\1/.test(call)).length).toBe(3);
});

test("a first page that is another one at the end is noticed", async () => {
  let version = 0;
  const { client } = await clientFor((call) => {
    if (call.query.get("page") === "1") version += 1;
    const rows = [row({ spend: version }), row({ key: "key-2" }), row({ key: "key-3" })];
    return answerFrom(() => rows)(call);
  });
  const day = { from: "2026-10-02", to: "2026-10-02" };
  const error = await failureOf(client.readTenantDailyUsage("team-a", day));
  expect(error.kind).toBe("unstable");
  expect(error.message).toContain("2026-10-02");
});

test("totals of the whole read on every page are good totals too", async () => {
  const answer = answerFrom(() => ROWS);
  const whole = toPage(ROWS, 1, 1).metadata;
  const { client } = await clientFor((call) => {
    const page = answer(call);
    const { page: number, total_pages, has_more } = page.metadata;
    return { ...page, metadata: { ...whole, page: number, total_pages, has_more } };
  });
  expect((await client.readTenantDailyUsage("team-a", RANGE)).report.pages).toBe(4);
});

test("reads on while there is more where nobody counts the pages", async () => {
  const answer = answerFrom(() => ROWS);
  const { client } = await clientFor((call) => {
    const page = answer(call);
    return { ...page, metadata: { ...page.metadata, total_pages: undefined } };
  });
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  expect(read.records.length).toBe(4);
});

test.each<[string, (page: ActivityPage) => unknown]>([
  ["a day outside the range", () => toPage([row({ day: "2026-09-30" })], 1, 1)],
  ["a date that is none", () => toPage([row({ day: "2026-02-30" })], 1, 1)],
  ["more pages than anyone can read", () => toPage([row()], 1, 10_001)],
  ["no word about further pages", (page) => ({ ...page, metadata: {} })],
  ["no results", (page) => ({ metadata: page.metadata })],
  ["another team", () => toPage([row({ entity: "team-b" })], 1, 1)],
])("%s is a bad answer", async (_what, damage) => {
  const { client, server } = await clientFor((call) =>
    damage(answerFrom(() => ROWS.slice(0, 1))(call)),
  );
  const error = await failureOf(client.readTenantDailyUsage("team-a", RANGE));
  expect([error.kind, server.calls.length]).toEqual(["bad_answer", 1]);
});

test("a team whose id cannot be asked for is found among all, with what its keys did in it alone", async () => {
  const shared = { key: "moved", day: "2026-10-01" };
  const rows = [
    row({ entity: "a,b", spend: 0.25 }),
    row({ entity: "a", key: "key-2", spend: 9 }),
    row({ ...shared, entity: "a,b", spend: 0.5, calls: 2 }),
    row({ ...shared, entity: "a", spend: 3, model: "claude", provider: "anthropic" }),
  ];
  const { client, server } = await clientFor(answerFrom(() => rows));
  const { records, report } = await client.readTenantDailyUsage("a,b", RANGE);
  expect(server.calls.join(" ")).not.toContain("team_ids");
  expect(report.rowsRejected).toBe(0);
  const shown = records.map(({ day, agentId, metrics, byProvider }) => [
    ...[day, agentId, metrics.costUsd.toNumber(), metrics.callCount],
    ...byProvider.keys(),
  ]);
  expect(shown).toEqual([
    ["2026-10-02", "key-1", 0.25, 3, "openai"],
    ["2026-10-01", "moved", 0.5, 2, "unknown"],
  ]);
});

test.each<[string, unknown]>([
  ["negative", -1],
  ["NaN", "NaN"],
  ["enormous", 1e15],
  ["null", null],
])("%s cost of a model rejects that agent-day and no other", async (_what, spend) => {
  const page = toPage([row(), row({ key: "key-2" }), row({ day: "2026-10-01" })], 1, 1);
  const model = page.results[0]?.breakdown.models["gpt-4o"];
  if (model === undefined) throw new Error("the page has no such model");
  model.api_key_breakdown["key-1"] = { metrics: { ...toMetrics([row()]), spend } };
  const { client } = await clientFor(() => page);
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  expect(read.records.map(({ day, agentId }) => `${day} ${agentId}`)).toEqual([
    "2026-10-02 key-2",
    "2026-10-01 key-1",
  ]);
  expect(read.report).toMatchObject({ rowsRead: 3, rowsRejected: 1 });
  expect(read.report.rejections[0]).toMatch(/^2026-10-02, key "alias key-1": spend is /);
  expect([...read.report.rejectedByDay]).toEqual([["2026-10-02", 1]]);
});

test("a split above its total rejects the agent-day, a day above its keys is reported", async () => {
  const page = toPage([row(), row({ key: "key-2" })], 1, 1);
  const [day] = page.results;
  const breakdown = {
    ...day?.breakdown,
    models: toPage([row({ calls: 9 })], 1, 1).results[0]?.breakdown.models,
  };
  const metrics = { ...day?.metrics, spend: 40 };
  const { client } = await clientFor(() => ({
    ...page,
    results: [{ ...day, metrics, breakdown }],
  }));
  const read = await client.readTenantDailyUsage("team-a", RANGE);
  expect(read.records.map((record) => record.agentId)).toEqual(["key-2"]);
  expect([...(read.records[0]?.byModel.keys() ?? [])]).toEqual(["unknown"]);
  expect(read.report.rejections).toEqual([
    "2026-10-02: the day's total is not the sum of its keys",
    '2026-10-02, key "alias key-1": the split by model adds up to more prompt tokens than the key',
  ]);
});
