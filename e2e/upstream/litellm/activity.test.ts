import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIXED_NOW_MS, read, readActivity, readAllPages, sumBreakdown } from "./reader";
import { startLiteLLM, type RunningLiteLLM } from "./server";

let server: RunningLiteLLM;
const WEEK = "start_date=2026-10-02&end_date=2026-10-08";
const range = { startDate: "2026-10-02", endDate: "2026-10-08" };

beforeAll(async () => {
  server = await startLiteLLM({ now: () => FIXED_NOW_MS });
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

describe("daily activity", () => {
  it("adds up to the truth over all pages, by key, provider and team", async () => {
    const pages = await readAllPages(server, `/team/daily/activity?${WEEK}&page_size=137`);
    const truth = await server.control.truth(range);
    const byKey = sumBreakdown(pages, (breakdown) => breakdown.api_keys);
    const byProvider = sumBreakdown(pages, (breakdown) => breakdown.providers);
    const byTeam = sumBreakdown(pages, (breakdown) => breakdown.entities);
    expect(byKey.size).toBe(truth.agents.length);
    for (const agent of truth.agents) {
      expect(byKey.get(agent.token)?.requests).toBe(agent.requests);
      expect(byKey.get(agent.token)?.spend).toBeCloseTo(Number(agent.spendUsd), 8);
    }
    for (const { provider, requests } of truth.providers) {
      expect(byProvider.get(provider)?.requests).toBe(requests);
    }
    for (const { teamId, spendUsd } of truth.teams) {
      expect(byTeam.get(teamId ?? "Unassigned")?.spend).toBeCloseTo(Number(spendUsd), 8);
    }
  });

  it("counts only the current page in the metadata and splits a date over pages", async () => {
    const pages = await readAllPages(server, `/team/daily/activity?${WEEK}&page_size=50`);
    const [first, second] = pages;
    expect(first?.metadata.total_pages).toBe(pages.length);
    expect(first?.results.at(-1)?.date).toBe(second?.results[0]?.date);
    for (const page of pages) {
      const spend = page.results.reduce((sum, result) => sum + result.metrics.spend, 0);
      expect(page.metadata.total_spend).toBeCloseTo(spend, 9);
    }
    const dates = pages.flatMap((page) => page.results.map((result) => result.date));
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it("pages over ten rows by default and answers an empty page past the end", async () => {
    const page = await readActivity(server, `/team/daily/activity?${WEEK}`);
    expect(Object.keys(page.results[0]?.breakdown.api_keys ?? {}).length).toBeLessThanOrEqual(10);
    const past = await readActivity(server, `/team/daily/activity?${WEEK}&page=99999`);
    expect(past.results).toEqual([]);
    expect(past.metadata.total_spend).toBe(0);
  });

  it("answers nothing for an unknown team, with the proxy's empty totals", async () => {
    const { status, body } = await read(server, `/team/daily/activity?${WEEK}&team_ids=nobody`);
    expect(status).toBe(200);
    expect(body).toEqual({
      results: [],
      metadata: {
        total_spend: 0,
        total_prompt_tokens: 0,
        total_completion_tokens: 0,
        total_tokens: 0,
        total_api_requests: 0,
        total_successful_requests: 0,
        total_failed_requests: 0,
        total_cache_read_input_tokens: 0,
        total_cache_creation_input_tokens: 0,
        page: 1,
        total_pages: 0,
        has_more: false,
      },
    });
  });

  it("refuses a range without dates", async () => {
    const { status, body } = await read(server, "/team/daily/activity?start_date=2026-10-01");
    expect(status).toBe(400);
    expect(body).toEqual({ detail: { error: "Please provide start_date and end_date" } });
  });

  it("keeps usage made before a move in the old team", async () => {
    const { tenants } = await server.control.state();
    const [, from, to] = tenants;
    const monthPath =
      "/team/daily/activity?start_date=2026-08-20&end_date=2026-10-08&page_size=1000";
    const old = await readAllPages(server, `${monthPath}&team_ids=${from?.teamId}`);
    const moved = old
      .flatMap((page) => page.results)
      .flatMap((result) =>
        Object.values(result.breakdown.api_keys).map(({ metadata }) => ({
          date: result.date,
          teamId: metadata.team_id,
        })),
      )
      .filter(({ teamId }) => teamId === to?.teamId);
    expect(moved.length).toBeGreaterThan(5);
    expect(moved.every(({ date }) => date < "2026-09-13")).toBe(true);
  });
});

describe("tags", () => {
  it("counts a request with two channels in both, and says how many there are", async () => {
    const pages = await readAllPages(server, `/tag/daily/activity?${WEEK}&page_size=1000`);
    const truth = await server.control.truth(range);
    const byTag = sumBreakdown(pages, (breakdown) => breakdown.entities);
    for (const { channel, requests } of truth.channels) {
      expect(byTag.get(`channel:${channel}`)?.requests).toBe(requests);
    }
    const summed = truth.channels.reduce((sum, { requests }) => sum + requests, 0);
    expect(summed).toBeGreaterThan(truth.distinctChannelRequests);
    expect([...byTag.keys()].some((tag) => tag.startsWith("User-Agent: "))).toBe(true);
    expect(byTag.has("env:prod")).toBe(true);
  });

  it("has its own rule for the metadata, smaller than the sum of the results", async () => {
    const page = await readActivity(server, `/tag/daily/activity?${WEEK}&page_size=100000`);
    const summed = page.results.reduce((sum, result) => sum + result.metrics.api_requests, 0);
    expect(page.metadata.total_api_requests).toBeLessThan(summed / 2);
    expect(page.metadata.total_api_requests).toBeGreaterThan(0);
  });

  it("drops channel tags where the proxy strips what clients send", async () => {
    const path = `/tag/daily/activity?${WEEK}&tags=channel:slack`;
    await server.control.setSettings({ allowClientTags: false });
    expect((await readActivity(server, path)).results).toEqual([]);
    await server.control.setSettings({ version: "1.81.6" });
    expect((await readActivity(server, path)).results.length).toBeGreaterThan(0);
  });
});

describe("time", () => {
  it("lets today grow and shows late rows of yesterday hours later", async () => {
    const day = (date: string) => server.control.truth({ startDate: date, endDate: date });
    const [today, yesterday] = [await day("2026-10-08"), await day("2026-10-07")];
    await server.control.mutate({ op: "advanceClock", ms: 3 * 3_600_000 });
    const todayLater = await day("2026-10-08");
    expect(todayLater.totals.requests).toBeGreaterThan(today.totals.requests);
    await server.control.mutate({ op: "advanceClock", ms: 40 * 3_600_000 });
    const yesterdayLater = await day("2026-10-07");
    expect(yesterdayLater.totals.requests).toBeGreaterThan(yesterday.totals.requests);
    await server.control.mutate({ op: "advanceClock", ms: 40 * 3_600_000 });
    expect((await day("2026-10-07")).totals).toEqual(yesterdayLater.totals);
  });
});
