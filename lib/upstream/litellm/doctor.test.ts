import { afterEach, describe, expect, test } from "vitest";
import {
  sendJson,
  sendText,
  startJsonServer,
  type Call,
  type JsonServer,
} from "../fixtures/json-server";
import { formatDiagnosis, hasFailed, type Diagnosis } from "../diagnosis";
import { diagnoseLiteLLM } from "./doctor";
import unknownKey from "./fixtures/error-401-unknown-key.json";
import viewer from "./fixtures/error-403-viewer.json";
import legacyHealth from "./fixtures/health-readiness.legacy.json";
import minimalHealth from "./fixtures/health-readiness.public-v1.84.json";
import masterKeyInfo from "./fixtures/key-info.404.json";
import keyList from "./fixtures/key-list.full.json";
import modelInfo from "./fixtures/model-info.json";
import teamPages from "./fixtures/v2-team-list.json";
import { toPage, type Row } from "./fixtures/activity-pages";

const NOW = new Date("2026-10-08T12:00:00Z");
const API_KEY = "sk-doctor-secret-9zZz";
const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function diagnose(baseUrl: string): Promise<Diagnosis> {
  return diagnoseLiteLLM({
    baseUrl,
    apiKey: API_KEY,
    timeoutMs: 500,
    concurrency: 4,
    pageSize: 100,
    retryBaseDelayMs: 1,
    channelTagPrefix: "channel:",
    now: NOW,
  });
}

type Routes = Readonly<Record<string, (call: Call) => unknown>>;

function usageRow(entity: string): Row {
  const day = "2026-10-07";
  return { day, entity, key: "k", model: "m", provider: "openai", spend: 1, calls: 1 };
}

const HEALTHY: Routes = {
  "/health/liveliness": () => "I'm alive!",
  "/health/readiness": () => legacyHealth,
  "/key/info": ({ response }) => sendJson(response, 404, masterKeyInfo),
  "/v2/team/list": () => teamPages,
  "/key/list": () => keyList,
  "/team/daily/activity": () => toPage([usageRow("team-ml")], 1, 1),
  "/tag/daily/activity": () => toPage([usageRow("channel:web"), usageRow("User-Agent: x")], 1, 1),
  "/model/info": () => modelInfo,
  "/customer/list": () => [{ user_id: "ada@example.com", spend: 1 }],
  "/team/update": ({ request, response }) => {
    const isChange = request.method === "POST";
    return sendJson(response, isChange ? 422 : 405, { detail: [{ msg: "Field required" }] });
  },
};

async function diagnoseWith(routes: Routes): Promise<Diagnosis> {
  const all: Routes = { ...HEALTHY, ...routes };
  const server = await startJsonServer((call) => {
    const route = all[call.path];
    return route === undefined
      ? sendJson(call.response, 404, { detail: "Not Found" })
      : route(call);
  });
  servers.push(server);
  return diagnose(server.url);
}

function find(diagnosis: Diagnosis, check: string) {
  return diagnosis.findings.find((finding) => finding.check === check);
}

test("a healthy proxy and its master key", async () => {
  const diagnosis = await diagnoseWith({});
  expect(diagnosis.findings.map(({ check, status }) => [check, status])).toEqual([
    ["reachable", "ok"],
    ["database", "ok"],
    ["clock", "ok"],
    ["key", "ok"],
    ["version", "ok"],
    ["role", "ok"],
    ["teams", "ok"],
    ["keys", "ok"],
    ["usage", "ok"],
    ["tags", "ok"],
    ["prices", "ok"],
    ["customers", "ok"],
    ["changes", "ok"],
    ["channels", "ok"],
    ["enterprise", "ok"],
  ]);
  expect(find(diagnosis, "version")?.says).toContain("1.81.6");
  expect(hasFailed(diagnosis)).toBe(false);
});

test("customers whose days cannot be asked for are counted, sessions of tools are not", async () => {
  const customers = ["a,b@example.com", "ada@example.com", '{"session":1,"tool":"x"}'];
  const diagnosis = await diagnoseWith({
    "/customer/list": () => customers.map((user_id) => ({ user_id, spend: 1 })),
  });
  expect(find(diagnosis, "customers")?.says).toContain("of 1 customers");
});

test("nothing there: one finding, and what to do", async () => {
  const server = await startJsonServer(() => null);
  await server.close();
  const diagnosis = await diagnose(server.url);
  expect(diagnosis.findings).toMatchObject([{ check: "reachable", status: "failed" }]);
  expect(formatDiagnosis("LiteLLM", diagnosis)).toMatch(
    /FAIL +reachable[\s\S]*→ Start LiteLLM[\s\S]*1 failed/,
  );
});

test("nothing that is LiteLLM: a web page, or silence", async () => {
  for (const route of [
    ({ response }: Call) => sendText(response, 200, "<html>Welcome</html>"),
    () => undefined,
  ]) {
    const diagnosis = await diagnoseWith({ "/health/liveliness": route });
    expect(diagnosis.findings).toMatchObject([{ check: "reachable", status: "failed" }]);
  }
});

test("an address with a path where nothing is: says to leave the path out", async () => {
  const server = await startJsonServer(({ response }) =>
    sendJson(response, 404, { detail: "Not Found" }),
  );
  servers.push(server);
  const { findings } = await diagnose(`${server.url}/v1`);
  expect(findings).toMatchObject([{ check: "reachable", status: "failed" }]);
  expect(findings[0]?.todo).toContain("LITELLM_URL ends in /v1. Leave that out");
});

test("a key that is not known: no further check, and nothing of the key is shown", async () => {
  const refuse = ({ response }: Call) => sendJson(response, 401, unknownKey);
  const diagnosis = await diagnoseWith({ "/key/info": refuse, "/v2/team/list": refuse });
  expect(find(diagnosis, "key")?.status).toBe("failed");
  expect(find(diagnosis, "teams")).toBeUndefined();
  expect(formatDiagnosis("LiteLLM", diagnosis)).not.toMatch(/9zZz|ef96a595|sk-/);
});

test("a viewer before 1.97: the role is known from the refusals, and what is missing is said", async () => {
  const refuse = ({ response }: Call) => sendJson(response, 403, viewer);
  const diagnosis = await diagnoseWith({
    "/team/daily/activity": refuse,
    "/tag/daily/activity": refuse,
    "/customer/list": refuse,
    "/team/update": refuse,
    "/team/list": () => [],
  });
  expect(find(diagnosis, "role")).toMatchObject({ status: "warning" });
  expect(find(diagnosis, "role")?.says).toContain("proxy_admin_viewer");
  expect(find(diagnosis, "usage")).toMatchObject({
    status: "failed",
    todo: "Use a proxy_admin key.",
  });
  expect(find(diagnosis, "tags")).toMatchObject({ status: "warning" });
  expect(find(diagnosis, "customers")).toMatchObject({ status: "warning" });
  expect(find(diagnosis, "changes")).toMatchObject({
    ...{ status: "warning", todo: "Use a proxy_admin key." },
    says: expect.stringContaining("not changed"),
  });
  expect(find(diagnosis, "teams")?.says).toContain("/team/list");
  expect(find(diagnosis, "channels")).toBeUndefined();
});

test("a hidden version is guessed from what the release can do", async () => {
  const hidden = { "/health/readiness": () => minimalHealth };
  const aDay = () => toPage([], 1, 0);
  const says = async (routes: Routes) =>
    find(await diagnoseWith({ ...hidden, ...routes }), "version")?.says;
  expect(await says({})).toContain("1.84 to 1.95");
  expect(await says({ "/management/v1/budgets": () => ({ data: [] }) })).toContain("1.96 to 1.98");
  expect(await says({ "/team/daily/activity/aggregated": aDay })).toContain("1.99 or later");
});

test("the detailed health comes before the public one", async () => {
  const diagnosis = await diagnoseWith({
    "/health/readiness": () => minimalHealth,
    "/health/readiness/details": () => ({ ...legacyHealth, litellm_version: "1.84.2" }),
  });
  expect(find(diagnosis, "version")).toMatchObject({
    status: "warning",
    todo: "Update to 1.84.4 or later.",
  });
});

test("a release with malicious code fails", async () => {
  const diagnosis = await diagnoseWith({
    "/health/readiness": () => ({ ...legacyHealth, litellm_version: "1.82.8" }),
  });
  expect(find(diagnosis, "version")?.status).toBe("failed");
});

test.each<[string, (call: Call) => unknown]>([
  ["as a state", () => ({ ...legacyHealth, db: "Not connected" })],
  [
    "as a 503",
    ({ response }) => sendJson(response, 503, { detail: "Service Unhealthy (DB is down)" }),
  ],
])("a database that is gone, %s", async (_what, route) => {
  const diagnosis = await diagnoseWith({ "/health/readiness": route });
  expect(find(diagnosis, "database")?.status).toBe("failed");
});

describe("traffic without channel tags", () => {
  const tags = { "/tag/daily/activity": () => toPage([usageRow("User-Agent: x")], 1, 1) };

  // The marked metadata came with 1.83.10 and is gone again: advice for a release must exist in it.
  test.each([
    ["1.81.6", false],
    ["1.83.9", false],
    ["1.83.10", true],
    ["1.83.14", true],
    ["1.84.9", true],
    ["1.84.10", false],
    ["1.108.7", false],
  ])("LiteLLM %s: whether it drops the tags of clients: %s", async (version, drops) => {
    const health = () => ({ ...legacyHealth, litellm_version: version });
    const diagnosis = await diagnoseWith({ ...tags, "/health/readiness": health });
    const channels = find(diagnosis, "channels");
    expect(channels?.status).toBe("warning");
    expect(channels?.todo).toContain('Send a tag like "channel:slack"');
    expect(
      channels?.todo?.includes('metadata of the key or of its team has "allow_client_tags"'),
    ).toBe(drops);
  });

  test("a LiteLLM that hides its version: says which releases drop them", async () => {
    const diagnosis = await diagnoseWith({ ...tags, "/health/readiness": () => minimalHealth });
    expect(find(diagnosis, "channels")?.todo).toContain("from 1.83.10 up to 1.84.10 drop");
  });

  test("no traffic at all is nothing to warn of", async () => {
    const idle = await diagnoseWith({
      "/tag/daily/activity": () => toPage([], 1, 0),
      "/team/daily/activity": () => toPage([], 1, 0),
    });
    expect(find(idle, "channels")).toMatchObject({ status: "ok" });
  });
});

test("a clock that is off by minutes", async () => {
  const late = ({ response }: Call) => {
    response.setHeader("date", new Date(Date.now() - 300_000).toUTCString());
    return legacyHealth;
  };
  const diagnosis = await diagnoseWith({ "/health/readiness": late });
  expect(find(diagnosis, "clock")).toMatchObject({ status: "warning" });
  expect(find(diagnosis, "clock")?.says).toMatch(/(299|300|301) s behind/);
});

test("answers that are nonsense are findings, not crashes", async () => {
  const nonsense: Routes = Object.fromEntries(
    Object.keys(HEALTHY).map((path) => [path, () => ({ what: ["is", 3] })]),
  );
  const diagnosis = await diagnoseWith(nonsense);
  expect(diagnosis.findings.length).toBeGreaterThan(5);
});
