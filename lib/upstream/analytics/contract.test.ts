import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseUsd } from "@/lib/money";
import { findUpstreamFault } from "../error-message";
import { isTooExpensive } from "./reading";
import { UpstreamError } from "../errors";
import { mergeActivity } from "./activity";
import { isPersonalProject, toIdentity } from "./identity";
import { toEntries, toPerson } from "./leaderboard";
import { mergeMetrics, parseMetrics } from "./metrics";
import { wireCliPerson, wireEntry, wireSeason, wireTable } from "./schema";
import { toHundredScale, toTotalScore } from "./score";

const FOLDER = path.join(process.cwd(), "lib/upstream/analytics/fixtures");

function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8")) as Record<
    string,
    unknown
  >;
}

const rowsOf = (body: unknown) => wireTable.parse(body).data.rows;

describe("the contract's answers", () => {
  it("has a test for each of its files", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(
      [
        "01-summaries",
        "02-cli-summary",
        "03-spending",
        "04-budget-usage",
        "05-users-spending",
        "06-cli-insights-top-spenders",
        "07-leaderboard-summary",
        "08-leaderboard-entries",
        "09-leaderboard-user-detail",
        "10-leaderboard-aux",
        "11-litellm-customer-info",
        "12-errors",
      ].map((name) => `${name}.json`),
    );
  });

  it("01: sixteen figures, two of which ignore the period", () => {
    const metrics = parseMetrics(readFixture("01-summaries"), "/summaries");
    expect(metrics).toHaveLength(16);
    expect(metrics[0]).toMatchObject({ id: "total_money_spent", unit: "usd", value: 18_342.77 });
    expect(metrics.filter((metric) => metric.fixedTimeframe !== null).map(({ id }) => id)).toEqual([
      "dau",
      "mau",
    ]);
  });

  it("02: the command line's eight figures", () => {
    const metrics = parseMetrics(readFixture("02-cli-summary"), "/cli-summary");
    expect(metrics.map(({ id }) => id)).toContain("unique_repos");
    expect(metrics).toHaveLength(8);
  });

  it("03: numbers, dates and N/A side by side", () => {
    const { ok, no_budget: none } = readFixture("03-spending");
    const known = new Map(parseMetrics(ok, "/spending").map((metric) => [metric.id, metric]));
    expect(known.get("current_spending")).toMatchObject({ unit: "usd", value: 41.873211 });
    expect(known.get("budget_reset_at")).toMatchObject({ value: "2026-09-01T00:00:00.000Z" });
    expect(known.get("time_until_reset")).toMatchObject({ unit: "text" });
    const absent = parseMetrics(none, "/spending");
    expect(absent.filter((metric) => metric.value === null)).toHaveLength(3);
  });

  it("04: personal rows keep what is over their limit", () => {
    const bodies = Object.values(readFixture("04-budget-usage")).filter(
      (body) => typeof body === "object",
    );
    const rows = bodies.flatMap(rowsOf);
    expect(rows.some((row) => Number(row.total) > 100)).toBe(true);
  });

  it("05: an address that was not resolved stays as its id", () => {
    const identities = rowsOf(readFixture("05-users-spending")).map((row) =>
      toIdentity(String(row.user_email)),
    );
    expect(identities).toContain("0b6f1d52-7d0e-4f4e-9b61-7f1f3a2c9d10");
  });

  it("06: rows carry more than the columns, and lines can be lost", () => {
    const people = rowsOf(readFixture("06-cli-insights-top-spenders")).map((row) =>
      wireCliPerson.parse(row),
    );
    expect(people[0]).toMatchObject({ user_email: "ravi_demo@example.com", total_sessions: 134 });
    expect(people[1]?.net_lines).toBe(-900);
  });

  it("07: a date without a zone is UTC", () => {
    const metrics = parseMetrics(readFixture("07-leaderboard-summary"), "/leaderboard/summary");
    const computed = metrics.find(({ id }) => id === "last_computed_at");
    expect(computed?.value).toBe("2026-08-20T02:07:44.019Z");
  });

  it("08: the weighted dimensions give the score", () => {
    const rows = rowsOf(readFixture("08-leaderboard-entries"));
    const entries = toEntries(rows.map((row) => wireEntry.parse(row)));
    const nina = entries.find(({ rank }) => rank === 491);
    expect(nina?.dimensions).toEqual({ d1: 49.7, d2: 17.5, d3: 0, d4: 0, d5: 63.8, d6: 29.2 });
    expect(toTotalScore(nina?.dimensions ?? toScores(0))).toBe(35.5);
    for (const entry of entries) expect(toTotalScore(entry.dimensions)).toBeCloseTo(entry.score, 0);
    expect(entries.find(({ rank }) => rank === 9120)).toMatchObject({
      email: null,
      previousRank: null,
      name: "New Joiner",
    });
  });

  it("09: a person's shares come out of 100, and their components too", () => {
    const body = readFixture("09-leaderboard-user-detail");
    const person = toPerson(body);
    expect(person?.projects).toContain("atlas-core");
    expect(person?.components.d1[0]).toMatchObject({
      key: "active_days",
      score: 66.67,
      weight: 0.2,
    });
    expect(person?.summary.cli_sessions).toBe(41);
    expect(toPerson({ data: {} })).toBeNull();
  });

  it("10: seasons, tiers, bins, and nothing computed yet", () => {
    const fixture = readFixture("10-leaderboard-aux");
    const of = (route: string) => rowsOf(fixture[route]);
    const season = wireSeason.parse(of("GET /v1/analytics/leaderboard/seasons?view=monthly")[0]);
    expect(season.completed_at?.toISOString()).toBe("2026-08-01T02:31:10.500Z");
    expect(of("no snapshot yet (entries/tiers/...)")).toEqual([]);
    expect(of("GET /v1/analytics/leaderboard/tiers")).toHaveLength(5);
    const averages = of("GET /v1/analytics/leaderboard/dimensions").map((row) => row.avg_score);
    const [d1, d2, d3, d4, d5, d6] = averages.map(Number);
    const scores = { d1, d2, d3, d4, d5, d6 } as Parameters<typeof toTotalScore>[0];
    expect(toHundredScale(scores, 24.7).d1).toBe(44.12);
  });

  it("11: another service's answer is not mistaken for one of these", () => {
    const { web, unknown_new_build: gone } = readFixture("11-litellm-customer-info") as Record<
      string,
      { body: unknown }
    >;
    expect(wireTable.safeParse(web?.body).success).toBe(false);
    expect(findUpstreamFault(gone?.body).message).toMatch(/does not exist/);
  });

  it("12: errors say their message and its details", () => {
    const { _note, ...errors } = readFixture("12-errors");
    for (const [name, { status, body }] of Object.entries(
      errors as Record<string, { status: number; body: unknown }>,
    )) {
      const { message } = findUpstreamFault(body);
      expect(message, name).not.toBeNull();
      const error = new UpstreamError("refused", "", { status, upstreamMessage: message });
      expect(isTooExpensive(error), name).toBe(name === "query_too_expensive");
    }
  });
});

function toScores(score: number) {
  return { d1: score, d2: score, d3: score, d4: score, d5: score, d6: score };
}

describe("identities", () => {
  it("are lower case, without the suffix of an account", () => {
    expect(toIdentity(" Nina@Example.com_codemie_cli")).toBe("nina@example.com");
    expect(toIdentity("a_codemie_b@example.com_codemie_premium_models")).toBe(
      "a_codemie_b@example.com",
    );
  });

  it("tell a personal project from a shared one", () => {
    expect(isPersonalProject("nina@example.com")).toBe(true);
    expect(isPersonalProject("atlas-core")).toBe(false);
  });
});

describe("merging", () => {
  it("adds the rows of one person", () => {
    const base = wireActivityOf("a@example.com", 1);
    const [merged] = mergeActivity([base, { ...base, totalTokens: 5 }]);
    expect(merged?.totalUsd.toNumber()).toBe(2);
    expect(merged?.totalTokens).toBe(5);
  });

  it("adds amounts of two halves and does not add distinct things", () => {
    const metrics = parseMetrics(readFixture("01-summaries"), "/summaries");
    const merged = new Map(mergeMetrics(metrics, metrics).map(({ id, value }) => [id, value]));
    expect(merged.get("cli_cost")).toBe(2 * 13_222.36);
    expect(merged.get("unique_assistants_invoked")).toBeNull();
    expect(merged.get("dau")).toBe(1894);
  });
});

describe("the scale of a score", () => {
  it("stays for scores that are out of 100 already", () => {
    expect(toHundredScale({ ...toScores(0), d1: 0.4 }, 0.08).d1).toBe(0.4);
    expect(toHundredScale({ ...toScores(0), d1: 0.4 }, 8).d1).toBe(40);
  });
});

function wireActivityOf(
  identity: string,
  usd: number,
): Parameters<typeof mergeActivity>[0][number] {
  const amount = parseUsd(usd);
  return {
    identity,
    assistantUsd: amount,
    workflowUsd: amount,
    datasourceUsd: amount,
    cliUsd: amount,
    totalUsd: amount,
    assistantTokens: 0,
    workflowTokens: 0,
    datasourceTokens: 0,
    totalTokens: 0,
  };
}
