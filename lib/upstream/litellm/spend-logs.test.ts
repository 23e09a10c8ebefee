import { afterEach, expect, test } from "vitest";
import { startJsonServer, type Call, type JsonServer } from "../fixtures/json-server";
import { createLiteLLMClient } from "./client";
import capped from "./fixtures/spend-logs.capped.json";

const DAY = "2026-10-07";
const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function read(handle: (call: Call) => unknown, maxPages = 10) {
  const server = await startJsonServer(handle);
  servers.push(server);
  const limits = { timeoutMs: 2_000, concurrency: 4, pageSize: 100 };
  const client = createLiteLLMClient({ baseUrl: server.url, apiKey: "sk-admin", ...limits });
  return client.readLoggedCalls("key-1", DAY, maxPages);
}

function toCall(id: string, startTime: string, tags: unknown = ["channel:web"]) {
  const content = { messages: { role: "user" }, response: "secret words" };
  return { request_id: id, startTime, team_id: "t1", request_tags: tags, ...content };
}

test("keeps tags and team of a day's calls, and nothing of their content", async () => {
  const data = [
    toCall("a", `${DAY}T00:00:00Z`),
    toCall("b", `${DAY}T23:59:59.900000Z`, '["channel:web","channel:slack"]'),
    toCall("c", "2026-10-08T00:00:00Z"),
  ];
  const logged = await read(() => ({ data, total: 3, page: 1, total_pages: 1 }));
  expect(logged.isWhole).toBe(true);
  expect(logged.records).toEqual([
    { tenantId: "t1", tags: ["channel:web"] },
    { tenantId: "t1", tags: ["channel:web", "channel:slack"] },
  ]);
});

test("is not whole where LiteLLM stops counting, pages are too many, or one came twice", async () => {
  expect((await read(() => capped)).isWhole).toBe(false);
  const data = [toCall("a", `${DAY}T10:00:00Z`)];
  expect((await read(() => ({ data, total: 101 }), 1)).isWhole).toBe(false);
  expect((await read(() => ({ data, total: 101 }), 2)).isWhole).toBe(false);
});

test("an answer of another form is refused without a word of it", async () => {
  const data = [toCall("a", `${DAY}T10:00:00Z`, "not JSON")];
  await expect(read(() => ({ data, total: 1 }))).rejects.toMatchObject({
    kind: "bad_answer",
    message: expect.not.stringContaining("secret") as string,
  });
});
