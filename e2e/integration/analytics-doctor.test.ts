import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { diagnoseAnalytics, type AnalyticsDoctorOptions } from "@/lib/upstream/analytics/doctor";
import { formatDiagnosis, hasFailed } from "@/lib/upstream/diagnosis";
import type { Knobs } from "../upstream/litellm/knobs";
import { startAnalytics, type RunningAnalytics } from "../upstream/analytics/server";

const NOW = new Date("2026-11-22T10:30:00Z");
const DAY_MS = 24 * 3_600_000;
const WRONG_KEY = "analytics-secret-9zZz";

let upstream: RunningAnalytics;

beforeAll(async () => {
  upstream = await startAnalytics({ people: 40, days: 3, now: () => NOW.getTime() });
});

afterEach(() => upstream.control.reset());
afterAll(() => upstream.close());

async function diagnose(change: Partial<AnalyticsDoctorOptions> = {}) {
  const options = { baseUrl: upstream.url, apiKey: upstream.keys.admin, now: NOW };
  const tuning = { timeoutMs: 500, concurrency: 2, retryBaseDelayMs: 1 };
  const diagnosis = await diagnoseAnalytics({ ...tuning, ...options, ...change });
  const text = formatDiagnosis("Analytics API", diagnosis);
  expect(text).not.toContain(WRONG_KEY);
  expect(text).not.toContain(upstream.keys.admin);
  return diagnosis;
}

test("a healthy one: the newest leaderboard and its age", async () => {
  const diagnosis = await diagnose();
  expect(diagnosis.findings.map(({ check, status }) => [check, status])).toEqual([
    ["reachable", "ok"],
    ["key", "ok"],
    ["leaderboard", "ok"],
    ["insights", "ok"],
  ]);
  const says = diagnosis.findings.find(({ check }) => check === "leaderboard")?.says;
  expect(says?.replaceAll("\u00a0", " ")).toBe(
    "Current 30 days: the newest complete one is of 22 Nov, 02:07 UTC, 8 h ago.",
  );
});

describe("without its settings", () => {
  test("nothing is wrong, and it says which ones switch it on", async () => {
    const diagnosis = await diagnose({ baseUrl: undefined, apiKey: undefined });
    expect(hasFailed(diagnosis)).toBe(false);
    expect(diagnosis.findings).toMatchObject([{ check: "settings", status: "ok", todo: null }]);
    expect(diagnosis.findings[0]?.says).toMatch(/ANALYTICS_URL and ANALYTICS_KEY/);
  });

  test.each([
    [{ apiKey: undefined }, /^Set ANALYTICS_KEY as well/],
    [{ baseUrl: undefined }, /^Set ANALYTICS_URL as well/],
  ])("half of them is a mistake: %o", async (change, todo) => {
    const { findings } = await diagnose(change);
    expect(findings).toMatchObject([{ check: "settings", status: "warning" }]);
    expect(findings[0]?.todo).toMatch(todo);
  });
});

test("nothing there: one finding, and what to do", async () => {
  const { findings } = await diagnose({ baseUrl: "http://127.0.0.1:9" });
  expect(findings).toMatchObject([{ check: "reachable", status: "failed" }]);
  expect(findings[0]?.says).toContain("cannot be reached at http://127.0.0.1:9/");
  expect(findings[0]?.todo).toMatch(/ANALYTICS_URL/);
});

test.each<[string, Partial<Knobs>, string]>([
  ["breaks the connection", { down: true }, "reachable"],
  ["is silent", { errorRate: 1, errorKind: "timeout" }, "reachable"],
  ["is overloaded", { errorRate: 1, errorKind: "503" }, "reachable"],
  ["fails", { errorRate: 1, errorKind: "500" }, "reachable"],
  ["answers with a login page", { errorRate: 1, errorKind: "html" }, "answers"],
  ["answers with other types", { errorRate: 1, errorKind: "wrong-types" }, "answers"],
  ["breaks its answers off", { errorRate: 1, errorKind: "truncate" }, "reachable"],
])("one that %s", async (_what, knobs, check) => {
  await upstream.control.setKnobs(knobs);
  const { findings } = await diagnose();
  expect(findings).toMatchObject([{ check, status: "failed" }]);
  expect(findings[0]?.todo).not.toBeNull();
});

test("an address that is another service's", async () => {
  const { findings } = await diagnose({ baseUrl: `${upstream.url}/elsewhere` });
  expect(findings).toMatchObject([{ check: "reachable", status: "failed" }]);
  expect(findings[0]?.todo).toMatch(/without \/v1\/analytics/);
});

test("a credential that is refused, and one without an administrator's rights", async () => {
  const unknown = await diagnose({ apiKey: WRONG_KEY });
  expect(unknown.findings).toMatchObject([{ check: "key", status: "failed" }]);
  expect(unknown.findings[0]?.says).toContain("(401)");
  const person = await diagnose({ apiKey: upstream.keys.user });
  expect(person.findings).toMatchObject([{ check: "key", status: "failed" }]);
  expect(person.findings[0]?.says).toMatch(/insights cover one person only/);
});

test("no leaderboard yet, and one that grew old", async () => {
  await upstream.control.setTraps({ noLeaderboard: true });
  const none = await diagnose();
  expect(none.findings[2]).toMatchObject({ check: "leaderboard", status: "warning" });
  await upstream.control.reset();
  const old = await diagnose({ now: new Date(NOW.getTime() + 3 * DAY_MS) });
  expect(old.findings[2]).toMatchObject({ check: "leaderboard", status: "warning" });
  expect(old.findings[2]?.says).toMatch(/3\sd ago/);
});

test("insights that cannot be read beside a leaderboard that can", async () => {
  const knobs = { errorRate: 1, errorKind: "500", pathPattern: "summaries$" } as const;
  await upstream.control.setKnobs(knobs);
  const { findings } = await diagnose();
  expect(findings.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "failed"]);
});
