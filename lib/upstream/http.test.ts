import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { waitsMs } from "@/lib/testing/recorded-sleep";
import { UpstreamError } from "./errors";
import {
  sendJson,
  sendText,
  startJsonServer,
  type Call,
  type JsonServer,
} from "./fixtures/json-server";
import { createUpstreamHttp, type UpstreamHttpOptions } from "./http";

vi.mock("node:timers/promises", () => import("@/lib/testing/recorded-sleep"));

const API_KEY = "sk-the-secret-key-9zZz";
const servers: JsonServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(handle: (call: Call) => unknown): Promise<JsonServer> {
  const server = await startJsonServer(handle);
  servers.push(server);
  return server;
}

function httpTo(url: string, change: Partial<UpstreamHttpOptions> = {}) {
  return createUpstreamHttp({
    names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
    baseUrl: url,
    apiKey: API_KEY,
    timeoutMs: 2_000,
    concurrency: 4,
    retryBaseDelayMs: 2,
    ...change,
  });
}

async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UpstreamError) return error;
  throw new Error(`not an UpstreamError: ${String(error)}`);
}

test("sends the key and the query, and keeps a path in the base address", async () => {
  const server = await serve(({ request }) => ({ key: request.headers.authorization }));
  const answer = await httpTo(`${server.url}/proxy/`).getJson("/team/list", {
    query: { page: 2, full: true, none: undefined },
  });
  expect(answer.body).toEqual({ key: `Bearer ${API_KEY}` });
  expect(server.calls).toEqual(["/proxy/team/list?page=2&full=true"]);
});

test.each([429, 502, 503, 504])("tries again after %i and counts it", async (status) => {
  const server = await serve(({ number, response }) =>
    number < 3 ? sendJson(response, status, {}) : { ok: true },
  );
  const counter = { requests: 0, retries: 0 };
  const answer = await httpTo(server.url).getJson("/", { counter });
  expect(answer.body).toEqual({ ok: true });
  expect(counter).toEqual({ requests: 3, retries: 2 });
});

test.each([
  [400, "refused"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [422, "refused"],
  [500, "server_error"],
])("gives up at once on %i", async (status, kind) => {
  const server = await serve(({ response }) => sendJson(response, status, { detail: "no" }));
  const error = await failureOf(httpTo(server.url).getJson("/"));
  expect([error.kind, error.status, server.calls.length]).toEqual([kind, status, 1]);
});

test("stops after four attempts", async () => {
  const server = await serve(({ response }) =>
    sendJson(response, 503, { detail: "Service Unhealthy" }),
  );
  const error = await failureOf(httpTo(server.url).getJson("/health"));
  expect(server.calls.length).toBe(4);
  expect(error.kind).toBe("server_error");
  expect(error.message).toContain("Service Unhealthy");
});

/** A little more than was asked for, so that not everybody comes back at once. */
const isAboutASecond = (waitMs: number) => waitMs >= 1_000 && waitMs < 1_200;

test("waits as long as Retry-After asks, up to the cap", async () => {
  const server = await serve(({ number, response }) => {
    if (number === 1) response.setHeader("retry-after", "1");
    if (number === 2) response.setHeader("retry-after", "3600");
    return number < 3 ? sendJson(response, 429, {}) : { ok: true };
  });
  waitsMs.length = 0;
  await httpTo(server.url, { maxRetryDelayMs: 1_200 }).getJson("/");
  expect(waitsMs).toEqual([expect.toSatisfy(isAboutASecond), 1_200]);
});

test("an exhausted budget is not overload", async () => {
  const server = await serve(({ response }) =>
    sendJson(response, 429, { error: { message: "over budget", type: "budget_exceeded" } }),
  );
  const error = await failureOf(httpTo(server.url).getJson("/"));
  expect([error.kind, server.calls.length]).toEqual(["refused", 1]);
});

test("a request that hangs times out and is tried again", async () => {
  const server = await serve(({ number }) => (number === 1 ? undefined : { ok: true }));
  const answer = await httpTo(server.url, { timeoutMs: 150 }).getJson("/");
  expect(answer.body).toEqual({ ok: true });
  const silent = await serve(() => undefined);
  const error = await failureOf(
    httpTo(silent.url, { timeoutMs: 60, maxAttempts: 2 }).getJson("/slow"),
  );
  expect([error.kind, silent.calls.length]).toEqual(["timeout", 2]);
});

test("the timeout covers the body too", async () => {
  const server = await serve(({ response }) => {
    response.writeHead(200).write('{"a":');
    return undefined;
  });
  const error = await failureOf(httpTo(server.url, { timeoutMs: 80, maxAttempts: 1 }).getJson("/"));
  expect(error.kind).toBe("timeout");
});

test("broken connections and truncated bodies are tried again", async () => {
  const server = await serve(({ number, response }) => {
    if (number === 1) {
      response.destroy();
      return undefined;
    }
    if (number === 2) {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"half":', () => response.destroy());
      return undefined;
    }
    if (number === 3) return sendText(response, 200, '{"results":[{"date":');
    return { ok: true };
  });
  const answer = await httpTo(server.url).getJson("/");
  expect(answer.body).toEqual({ ok: true });
  expect(server.calls.length).toBe(4);
});

test("a web page is a clear error, at once", async () => {
  const server = await serve(({ response }) => sendText(response, 200, "<html>Sign in</html>"));
  const error = await failureOf(httpTo(server.url).getJson("/team/list"));
  expect([error.kind, server.calls.length]).toEqual(["bad_answer", 1]);
  expect(error.message).toMatch(/web page instead of JSON.*LITELLM_URL/);
});

test("a body over the cap is refused, announced or not", async () => {
  const server = await serve(({ path, response }) => {
    if (path === "/announced") return { text: "x".repeat(5_000) };
    response.writeHead(200);
    for (let part = 0; part < 50; part += 1) response.write("x".repeat(100));
    response.end();
    return undefined;
  });
  for (const path of ["/announced", "/streamed"]) {
    const error = await failureOf(httpTo(server.url, { maxBodyBytes: 1_000 }).getJson(path));
    expect(error.kind).toBe("bad_answer");
    expect(error.message).toContain("1000 bytes");
  }
});

test("the key does not follow a redirect", async () => {
  const other = await serve(() => ({ ok: true }));
  const server = await serve(({ response }) => {
    response.setHeader("location", `${other.url}/login?next=1`);
    return sendText(response, 302, "");
  });
  const error = await failureOf(httpTo(server.url).getJson("/"));
  expect(error.message).toContain(`${other.url}/login (302)`);
  expect(other.calls).toEqual([]);
});

test("an unreachable service is named with its setting and without the key", async () => {
  const server = await serve(() => null);
  await server.close();
  const error = await failureOf(httpTo(server.url).getJson("/"));
  expect(error.kind).toBe("unreachable");
  expect(error.message).toMatch(/connection was refused.*LITELLM_URL/);
});

test.each(["sk-with\nline", "sk-ümlaut", ""])(
  "a key that cannot be sent is not quoted",
  async (apiKey) => {
    const error = await failureOf(httpTo("http://127.0.0.1:9", { apiKey }).getJson("/"));
    expect(error.kind).toBe("refused");
    expect(error.message).not.toContain("ümlaut");
    expect(error.cause).toBeUndefined();
  },
);

test("an address with a password is refused without showing it", async () => {
  const error = await failureOf(httpTo("http://me:hunter2@127.0.0.1:9").getJson("/"));
  expect(error.message).toContain("LITELLM_URL");
  expect(error.message).not.toContain("hunter2");
});

test("keeps to the bound on requests in flight", async () => {
  let most = 0;
  let left = 20;
  const waiting: ServerResponse[] = [];
  const answerAll = () => {
    left -= waiting.length;
    for (const response of waiting.splice(0)) sendJson(response, 200, {});
  };
  const server = await serve(({ response }) => {
    most = Math.max(most, waiting.push(response));
    // As many as may come are there; one too many gets a moment to show up.
    if (waiting.length === Math.min(3, left)) setTimeout(answerAll, 10);
    return undefined;
  });
  const http = httpTo(server.url, { concurrency: 3 });
  await Promise.all(Array.from({ length: left }, () => http.getJson("/")));
  expect(most).toBe(3);
});

test("can be called off while it waits", async () => {
  const server = await serve(({ response }) => {
    response.setHeader("retry-after", "20");
    return sendJson(response, 429, {});
  });
  const controller = new AbortController();
  const reason = new Error("no longer wanted");
  setTimeout(() => controller.abort(reason), 50);
  const { signal } = controller;
  await expect(httpTo(server.url).getJson("/", { signal })).rejects.toBe(reason);
});

test("many requests on one signal leave nothing on it and raise no warning", async () => {
  const warnings: string[] = [];
  const listen = (warning: Error): void => void warnings.push(warning.name);
  process.on("warning", listen);
  const server = await serve(() => ({}));
  const { signal } = new AbortController();
  const http = httpTo(server.url);
  await Promise.all(Array.from({ length: 30 }, () => http.getJson("/", { signal })));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  expect(warnings).toEqual([]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("dates an answer by its own clock, and tells how far the upstream's is off", async () => {
  const server = await serve(({ response }) => {
    response.setHeader("date", new Date(Date.now() - 3_600_000).toUTCString());
    return {};
  });
  const answer = await httpTo(server.url).getJson("/");
  expect(answer.clockOffsetMs).toBeGreaterThan(-3_602_000);
  expect(answer.clockOffsetMs).toBeLessThan(-3_598_000);
  expect(Date.now() - answer.askedAt.getTime()).toBeLessThan(60_000);
});
