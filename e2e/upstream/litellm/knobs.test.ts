import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIXED_NOW_MS, activitySchema, read, readActivity, readAllPages } from "./reader";
import { startLiteLLM, type RunningLiteLLM } from "./server";

let server: RunningLiteLLM;
const PATH = "/team/daily/activity?start_date=2026-10-05&end_date=2026-10-06&page_size=40";

beforeAll(async () => {
  server = await startLiteLLM({ now: () => FIXED_NOW_MS });
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

/** Longer than any test: whatever waits for it is there to be counted. */
const NEVER_MS = 3_600_000;

/** Sends requests that the stand-in takes its time for, and waits until all of them are there. */
async function holdRequests(paths: readonly string[]): Promise<{ giveUp(): Promise<void> }> {
  await server.control.setKnobs({ latencyMs: NEVER_MS, pathPattern: "^/team/daily" });
  const controller = new AbortController();
  const { signal } = controller;
  const asked = paths.map((path) => fetch(server.url + path, { signal }));
  const countHeld = async () => (await server.control.log()).inFlight;
  await expect.poll(countHeld).toBe(paths.length);
  return {
    giveUp: async () => {
      controller.abort();
      for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
      await expect.poll(countHeld).toBe(0);
    },
  };
}

describe("failures", () => {
  it.each(["401", "429", "500", "502", "503", "504"] as const)("answers %s", async (errorKind) => {
    await server.control.setKnobs({ errorRate: 1, errorKind, retryAfterSeconds: 7 });
    const { status, headers, body } = await read(server, PATH);
    expect(status).toBe(Number(errorKind));
    expect(headers.get("retry-after")).toBe("7");
    expect(body).toMatchObject({ error: { code: errorKind } });
  });

  it("answers a gateway's page", async () => {
    await server.control.setKnobs({ errorRate: 1, errorKind: "html" });
    const response = await fetch(server.url + PATH);
    expect(response.headers.get("content-type")).toBe("text/html");
  });

  it.each(["reset", "truncate", "malformed"] as const)(
    "breaks the answer: %s",
    async (errorKind) => {
      await server.control.setKnobs({ errorRate: 1, errorKind });
      await expect(read(server, PATH)).rejects.toThrow();
    },
  );

  it("never answers until the client gives up", async () => {
    await server.control.setKnobs({ errorRate: 1, errorKind: "timeout" });
    const signal = AbortSignal.timeout(80);
    await expect(fetch(server.url + PATH, { signal })).rejects.toThrow();
    await expect.poll(async () => (await server.control.log()).inFlight).toBe(0);
  });

  it("sends wrong types", async () => {
    await server.control.setKnobs({ errorRate: 1, errorKind: "wrong-types" });
    expect(activitySchema.safeParse((await read(server, PATH)).body).success).toBe(false);
  });

  it("fails the first n only, and only where the pattern matches", async () => {
    await server.control.setKnobs({ failFirst: 2, pathPattern: "^/team/daily" });
    expect((await read(server, "/key/list")).status).toBe(200);
    const statuses = [await read(server, PATH), await read(server, PATH), await read(server, PATH)];
    expect(statuses.map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it("is down", async () => {
    await server.control.setKnobs({ down: true });
    await expect(read(server, PATH)).rejects.toThrow();
    await server.control.setKnobs({ down: false });
    expect((await read(server, PATH)).status).toBe(200);
  });
});

describe("strange answers", () => {
  it("takes its time", async () => {
    const held = await holdRequests([PATH]);
    // Another path is answered while the first one waits.
    expect((await read(server, "/key/list")).status).toBe(200);
    expect((await server.control.log()).inFlight).toBe(1);
    await held.giveUp();
    await server.control.setKnobs({ latencyMs: { p50: 5, p95: 20 } });
    expect((await read(server, PATH)).status).toBe(200);
  });

  it("shifts pages under the reader, a given number of times", async () => {
    const before = (await readAllPages(server, PATH)).length;
    await server.control.setKnobs({ pageDrift: true, pageDriftTimes: 1 });
    const first = await readActivity(server, PATH);
    const second = await readActivity(server, `${PATH}&page=2`);
    const lastOfFirst = Object.keys(first.results.at(-1)?.breakdown.api_keys ?? {}).at(-1);
    const firstOfSecond = Object.keys(second.results[0]?.breakdown.api_keys ?? {})[0];
    expect(firstOfSecond).toBe(lastOfFirst);
    expect((await server.control.knobs()).pageDriftTimes).toBe(0);
    const again = await readAllPages(server, PATH);
    const read2 = again.reduce((sum, page) => sum + page.metadata.total_api_requests, 0);
    const truth = await server.control.truth({ startDate: "2026-10-05", endDate: "2026-10-06" });
    expect(read2).toBe(truth.totals.requests);
    expect(again.length).toBeGreaterThanOrEqual(before);
  });

  it("repeats the first page", async () => {
    await server.control.setKnobs({ duplicatePage: true });
    const first = await readActivity(server, PATH);
    const second = await readActivity(server, `${PATH}&page=2`);
    expect(second.results).toEqual(first.results);
    expect(second.metadata.page).toBe(2);
  });

  it("sends numbers as strings, and absurd ones", async () => {
    await server.control.setKnobs({ numbersAsStrings: true });
    const strings = JSON.stringify((await read(server, PATH)).body);
    expect(strings).toMatch(/"spend":"[\d.e-]+"/);
    await server.control.setKnobs({ numbersAsStrings: false, absurd: true });
    const absurd = JSON.stringify((await read(server, PATH)).body);
    expect(absurd).toContain(":-12.5");
    expect(absurd).toContain(':"NaN"');
    expect(absurd).toContain(":1000000000000000");
  });
});

describe("log", () => {
  it("counts requests and concurrency and never keeps a key", async () => {
    const held = await holdRequests([PATH, PATH]);
    await read(server, "/key/list");
    await held.giveUp();
    await read(server, "/key/info?key=sk-secret-123");
    const log = await server.control.log();
    expect(log.total).toBe(4);
    expect(log.maxConcurrency).toBe(3);
    expect(log.countsByPath["/team/daily/activity"]).toBe(2);
    expect(log.countsByStatus).toMatchObject({ "200": 1, "404": 1, null: 2 });
    expect(JSON.stringify(log)).not.toContain("secret");
    expect(JSON.stringify(log)).not.toContain(server.keys.admin);
    await server.control.clearLog();
    expect((await server.control.log()).total).toBe(0);
  });
});
