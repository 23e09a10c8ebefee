import { afterEach, expect, test } from "vitest";
import { startJsonServer, type Call, type JsonServer } from "../fixtures/json-server";
import { createLiteLLMClient } from "./client";
import { pageOfRows, type Row } from "./fixtures/activity-pages";
import fixture from "./fixtures/tag-daily-activity.json";

const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function clientFor(handle: (call: Call) => unknown) {
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

test("keeps the wanted tags of the contract's fixture", async () => {
  const { client, server } = await clientFor(() => fixture);
  const day = { from: "2026-10-07", to: "2026-10-07" };
  const read = await client.readTagDailyActivity(day, undefined, (tag) => tag.startsWith("env:"));
  expect(read.records).toEqual([
    {
      day: "2026-10-07",
      tag: "env:prod",
      agentId: "b0eaddb5d8f149f1172eaa30d1a896c32139556efb76b822b49720f2fb04bef3",
      currentTenantId: "team-ml",
      callCount: 42,
    },
  ]);
  expect(server.calls[0]).not.toContain("tags=");
});

const ROWS: readonly Row[] = ["channel:a", "channel:b", "channel:a", "channel:a", "other"].map(
  (entity, index) => ({
    day: index < 3 ? "2026-10-02" : "2026-10-01",
    entity,
    key: "key-1",
    model: `m${index}`,
    provider: "openai",
    spend: 1,
    calls: 2 ** index,
  }),
);

test("adds a tag's calls over pages whose own totals do not fit", async () => {
  const { client, server } = await clientFor(({ query }) => {
    const page = pageOfRows(ROWS, Number(query.get("page")), 2);
    return { ...page, metadata: { ...page.metadata, total_spend: 0, total_api_requests: 1 } };
  });
  const range = { from: "2026-10-01", to: "2026-10-02" };
  const read = await client.readTagDailyActivity(range, ["channel:a", "channel:b"], (tag) =>
    tag.startsWith("channel:"),
  );
  expect(read.records.map(({ day, tag, callCount }) => [day, tag, callCount])).toEqual([
    ["2026-10-02", "channel:a", 5],
    ["2026-10-02", "channel:b", 2],
    ["2026-10-01", "channel:a", 8],
  ]);
  expect(read.report.pages).toBe(4);
  expect(server.calls[0]).toContain("tags=channel%3Aa%2Cchannel%3Ab");
});

test("a bad count is left out and counted, a tag with a comma is not asked for", async () => {
  const page = pageOfRows(ROWS.slice(0, 2), 1, 2);
  const tag = page.results[0]?.breakdown.entities["channel:b"];
  if (tag === undefined) throw new Error("the page has no such tag");
  tag.api_key_breakdown["key-1"] = { metrics: { api_requests: -2 } };
  const { client, server } = await clientFor(() => page);
  const range = { from: "2026-10-01", to: "2026-10-02" };
  const read = await client.readTagDailyActivity(range, undefined, () => true);
  expect(read.records.map((record) => record.tag)).toEqual(["channel:a"]);
  expect(read.report.rejections[0]).toContain("tag channel:b");
  await expect(client.readTagDailyActivity(range, ["a,b"], () => true)).rejects.toMatchObject({
    kind: "refused",
  });
  expect(server.calls.length).toBe(1);
});
