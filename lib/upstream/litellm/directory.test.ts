import { afterEach, expect, test } from "vitest";
import { UpstreamError } from "../errors";
import { sendJson, startJsonServer, type Call, type JsonServer } from "../fixtures/json-server";
import { createLiteLLMClient, type LiteLLMClient } from "./client";
import unknownKey from "./fixtures/error-401-unknown-key.json";
import keyInfo from "./fixtures/key-info.json";
import masterKeyInfo from "./fixtures/key-info.404.json";
import keyHashes from "./fixtures/key-list.hashes.json";
import keyList from "./fixtures/key-list.full.json";
import modelInfo from "./fixtures/model-info.json";
import teamList from "./fixtures/team-list.json";
import userInfo from "./fixtures/user-info-v2.json";
import teamPages from "./fixtures/v2-team-list.json";

const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Routes = Readonly<Record<string, (call: Call) => unknown>>;

/** The master key's view, unless a route says otherwise. */
async function clientFor(
  routes: Routes,
): Promise<{ client: LiteLLMClient; paths: () => string[] }> {
  const all: Routes = {
    "/key/info": ({ response }) => sendJson(response, 404, masterKeyInfo),
    ...routes,
  };
  const server = await startJsonServer((call) => {
    const route = all[call.path];
    return route === undefined
      ? sendJson(call.response, 404, { detail: "Not Found" })
      : route(call);
  });
  servers.push(server);
  const client = createLiteLLMClient({
    baseUrl: server.url,
    apiKey: "sk-admin",
    timeoutMs: 2_000,
    concurrency: 4,
    pageSize: 2,
    retryBaseDelayMs: 1,
  });
  return { client, paths: () => server.calls.map((call) => call.replace(/\?.*/, "")) };
}

const [TEAM] = teamPages.teams;
const [KEY] = keyList.keys;

function teamPage(ids: readonly string[], page: number, pages: number, total: number) {
  const teams = ids.map((team_id) => ({ ...TEAM, team_id }));
  return { teams, total, page, page_size: 2, total_pages: pages };
}

test("reads a team in our words", async () => {
  const { client, paths } = await clientFor({ "/v2/team/list": () => teamPages });
  const { records } = await client.listTenants();
  expect(records).toEqual([
    {
      tenantId: "team-ml",
      name: "ML Platform",
      isOrganization: false,
      maxBudgetUsd: expect.objectContaining({}),
      softBudgetUsd: null,
      budgetSpendUsd: expect.objectContaining({}),
      budgetDuration: "30d",
      budgetResetAt: new Date("2026-11-01T00:00:00Z"),
      isBlocked: false,
      createdAt: new Date("2026-08-01T08:00:00Z"),
    },
  ]);
  expect([records[0]?.maxBudgetUsd?.toFixed(), records[0]?.budgetSpendUsd.toFixed()]).toEqual([
    "200",
    "61.02",
  ]);
  await client.listTenants();
  expect(paths()).toEqual(["/key/info", "/v2/team/list", "/v2/team/list"]);
});

test("a release without the paged list is read from the other", async () => {
  const { client } = await clientFor({ "/team/list": () => teamList });
  expect((await client.listTenants()).records.map((tenant) => tenant.tenantId)).toEqual([
    "team-ml",
  ]);
});

test("a viewer is not given the list that shows its own teams only", async () => {
  const { client, paths } = await clientFor({
    "/key/info": () => keyInfo,
    "/v2/user/info": () => ({ ...userInfo, user_role: "proxy_admin_viewer" }),
    "/v2/team/list": () => teamPage(["own"], 1, 1, 1),
    "/team/list": () => teamList,
  });
  expect((await client.listTenants()).records.map((tenant) => tenant.tenantId)).toEqual([
    "team-ml",
  ]);
  expect(paths()).not.toContain("/v2/team/list");
});

test("an empty paged list is confirmed by the other", async () => {
  const { client } = await clientFor({
    "/v2/team/list": () => teamPage([], 1, 0, 0),
    "/team/list": () => teamList,
  });
  expect((await client.listTenants()).records.length).toBe(1);
});

test("a key that LiteLLM does not know is an error without the key", async () => {
  const { client } = await clientFor({
    "/key/info": ({ response }) => sendJson(response, 401, unknownKey),
  });
  const error: unknown = await client.listTenants().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: "unauthorized", code: "upstream_failed" });
  expect(String(error)).not.toMatch(/9zZz|ef96a|sk-/);
});

test("all pages are read, and a row that cannot be read is left out and counted", async () => {
  const { client } = await clientFor({
    "/v2/team/list": ({ query }) =>
      query.get("page") === "1"
        ? teamPage(["a", "b"], 1, 2, 3)
        : { ...teamPage([], 2, 2, 3), teams: [{ ...TEAM, team_id: "c", spend: -3 }] },
  });
  const { records, report } = await client.listTenants();
  expect(records.map((tenant) => tenant.tenantId)).toEqual(["a", "b"]);
  expect(report).toMatchObject({
    rowsRead: 3,
    rowsRejected: 1,
    rejections: ["team c: spend is negative"],
  });
});

test.each<[string, (page: number, attempt: number) => unknown]>([
  ["a row on two pages", (page) => teamPage(page === 1 ? ["a", "b"] : ["b"], page, 2, 3)],
  ["a changing total", (page) => teamPage(page === 1 ? ["a", "b"] : ["c"], page, 2, 2 + page)],
  ["fewer rows than announced", (page) => teamPage(page === 1 ? ["a", "b"] : ["c"], page, 2, 4)],
])("%s is read again, then unstable", async (_what, damage) => {
  const healed = await clientFor({
    "/v2/team/list": ({ query, number }) => {
      const page = Number(query.get("page"));
      return number <= 3
        ? damage(page, number)
        : teamPage(page === 1 ? ["a", "b"] : ["c"], page, 2, 3);
    },
  });
  expect((await healed.client.listTenants()).records.length).toBe(3);
  const { client, paths } = await clientFor({
    "/v2/team/list": ({ query, number }) => damage(Number(query.get("page")), number),
  });
  await expect(client.listTenants()).rejects.toMatchObject({ kind: "unstable" });
  expect(paths().filter((path) => path === "/v2/team/list").length).toBe(8);
});

test("reads a key, its budget from the linked table where it has none of its own", async () => {
  const linked = {
    ...KEY,
    token: "b".repeat(64),
    max_budget: null,
    budget_duration: null,
    budget_reset_at: null,
  };
  const { client } = await clientFor({
    "/key/list": ({ query }) => {
      expect(Object.fromEntries(query)).toMatchObject({
        return_full_object: "true",
        include_team_keys: "true",
        expand: "user",
        size: "2",
      });
      const table = { max_budget: "7.5", soft_budget: 5, budget_duration: "7d" };
      return {
        ...keyList,
        keys: [KEY, { ...linked, litellm_budget_table: table }],
        total_count: 2,
      };
    },
  });
  const { records } = await client.listAgents();
  expect(records[0]).toMatchObject({
    agentId: KEY?.token,
    tenantId: "team-ml",
    name: "portal-prod",
    keyName: "sk-...a1B2",
    isBlocked: false,
  });
  expect(records[0]?.maxBudgetUsd?.toFixed()).toBe("20");
  expect(records[1]?.maxBudgetUsd?.toFixed()).toBe("7.5");
  expect(records[1]).toMatchObject({ budgetDuration: "7d", budgetResetAt: null });
});

test("a key's owner is its user's e-mail, or a user's id that is one, in lower case", async () => {
  const users = [
    { user_id: "u-ada", user: { user_id: "u-ada", user_email: "Ada@Example.com" } },
    { user_id: "Ben@example.com" },
    { user_id: "u-carla", user: { user_id: "u-carla", user_email: null } },
    { user_id: "u-dora", user: null, created_by: "dora@example.com" },
    { user_id: null },
  ];
  const keys = users.map((user, index) => ({ ...KEY, token: `${KEY?.token}${index}`, ...user }));
  const { client } = await clientFor({
    "/key/list": () => ({ ...keyList, keys, total_count: keys.length }),
  });
  const { records } = await client.listAgents();
  expect(records.map(({ ownerEmail }) => ownerEmail)).toEqual([
    "ada@example.com",
    "ben@example.com",
    ...[null, null, null],
  ]);
});

test("hashes instead of keys are a bad answer", async () => {
  const { client } = await clientFor({ "/key/list": () => keyHashes });
  await expect(client.listAgents()).rejects.toMatchObject({ kind: "bad_answer" });
});

test("a user's key would see its own keys only, so it is refused", async () => {
  const { client } = await clientFor({
    "/key/info": () => keyInfo,
    "/v2/user/info": () => userInfo,
    "/key/list": () => keyList,
  });
  await expect(client.listAgents()).rejects.toBeInstanceOf(UpstreamError);
  await expect(client.listAgents()).rejects.toMatchObject({ kind: "forbidden" });
});

test("prices: no price is null, free is zero, deployments of one model are one record", async () => {
  const [model] = modelInfo.data;
  const { client } = await clientFor({
    "/model/info": () => ({
      data: [
        { ...model, model_info: { mode: "chat" } },
        model,
        {
          model_name: "llama",
          litellm_params: { model: "ollama/llama3:70b" },
          model_info: { input_cost_per_token: 0, output_cost_per_token: 0 },
        },
        {
          model_name: "own",
          litellm_params: { model: "org/own-7b", custom_llm_provider: "hosted_vllm" },
        },
        { model_name: "bad", model_info: { input_cost_per_token: -1 } },
      ],
    }),
  });
  const { records, report } = await client.listModelPrices();
  expect(
    records.map(({ modelGroup, model: name, provider, inputUsdPerToken }) => [
      modelGroup,
      name,
      provider,
      inputUsdPerToken?.toFixed() ?? null,
    ]),
  ).toEqual([
    ["gpt-4o", "gpt-4o-2024-08-06", "openai", "0.0000025"],
    ["llama", "llama3:70b", "ollama", "0"],
    ["own", "org/own-7b", "hosted_vllm", null],
  ]);
  expect(report.rejections).toEqual(["model bad: model_info.input_cost_per_token is negative"]);
});
