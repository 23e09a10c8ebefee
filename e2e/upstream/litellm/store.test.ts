import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { FIXED_NOW_MS, read, readActivity } from "./reader";
import { startLiteLLM, type RunningLiteLLM } from "./server";

let server: RunningLiteLLM;
const WEEK = { startDate: "2026-10-01", endDate: "2026-10-08" };
const TODAY = "start_date=2026-10-08&end_date=2026-10-08&page_size=1000";

const keySchema = z.looseObject({
  token: z.string(),
  key_alias: z.string().nullable(),
  spend: z.number(),
  max_budget: z.number().nullable(),
  team_id: z.string().nullable(),
  litellm_budget_table: z.looseObject({ max_budget: z.number().nullable() }).nullable(),
});
const keysSchema = z.looseObject({ keys: z.array(keySchema), total_count: z.number() });
const teamsSchema = z.array(
  z.looseObject({
    team_id: z.string(),
    team_alias: z.string(),
    spend: z.number(),
    keys: z.array(keySchema),
  }),
);

beforeAll(async () => {
  server = await startLiteLLM({ now: () => FIXED_NOW_MS });
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

async function listKeys() {
  const pages = [1, 2].map((page) =>
    read(server, `/key/list?return_full_object=true&size=100&page=${page}`),
  );
  return (await Promise.all(pages)).flatMap(({ body }) => keysSchema.parse(body).keys);
}

async function listTeams() {
  return teamsSchema.parse((await read(server, "/team/list")).body);
}

describe("seed", () => {
  it("is the same for the same seed and another for another", async () => {
    const same = await startLiteLLM({ now: () => FIXED_NOW_MS });
    const other = await startLiteLLM({ now: () => FIXED_NOW_MS, seed: 7 });
    const [a, b, c] = await Promise.all(
      [server, same, other].map(({ control }) => control.truth(WEEK)),
    );
    expect(a).toEqual(b);
    expect(a?.totals.spendUsd).not.toBe(c?.totals.spendUsd);
    await Promise.all([same.close(), other.close()]);
  });

  it("has 12 tenants and 120 agents, some deleted, nameless or over budget", async () => {
    const [teams, keys] = [await listTeams(), await listKeys()];
    expect(teams).toHaveLength(12);
    expect(keys.filter((key) => key.team_id !== null)).toHaveLength(116);
    expect(keys.filter((key) => key.key_alias === null).length).toBeGreaterThan(3);
    const used = keys.flatMap((key) =>
      key.max_budget === null ? [] : [key.spend / key.max_budget],
    );
    expect(used.filter((share) => share > 1)).toHaveLength(2);
    expect(used.filter((share) => share >= 0.8 && share <= 1).length).toBeGreaterThanOrEqual(3);
    expect(keys.filter((key) => key.litellm_budget_table !== null).length).toBeGreaterThan(3);
  });

  it("looks like life: one idle, one new, a big one, unpriced models and caches", async () => {
    const { tenants } = await server.control.state();
    const range = { startDate: "2026-09-08", endDate: "2026-10-08" };
    const truth = await server.control.truth(range);
    const teamOf = (role: string) => tenants.find((tenant) => tenant.role === role)?.teamId ?? "";
    expect(truth.teams.some(({ teamId }) => teamId === teamOf("idle"))).toBe(false);
    const fresh = await server.control.truth({ ...range, teamId: teamOf("new") });
    expect(fresh.days[0]?.day).toBe("2026-09-29");
    const biggest = Math.max(...truth.teams.map(({ spendUsd }) => Number(spendUsd)));
    expect(biggest).toBeGreaterThan(4000);
    expect(biggest).toBeLessThan(6000);
    expect(truth.unpricedRequests).toBeGreaterThan(100);
    expect(truth.providers.map(({ provider }) => provider)).toEqual(
      expect.arrayContaining(["openai", "anthropic", "ollama", "azure", "bedrock"]),
    );
    expect(truth.agents.some((agent) => agent.cacheReadTokens > agent.promptTokens * 0.7)).toBe(
      true,
    );
  });

  it("keeps spend consistent with activity since the budget window began", async () => {
    const truth = await server.control.truth(WEEK);
    const monthly = (await listTeams()).filter((team) => team.budget_duration !== null);
    for (const team of monthly) {
      const sum = truth.teams.find(({ teamId }) => teamId === team.team_id)?.spendUsd ?? "0";
      expect(team.spend).toBeCloseTo(Number(sum), 6);
    }
  });

  it("serves a thousand tenants", async () => {
    const big = await startLiteLLM({
      now: () => FIXED_NOW_MS,
      tenants: 1000,
      agentsPerTenant: 2,
      days: 20,
    });
    const page = await readActivity(big, `/team/daily/activity?${TODAY}`);
    expect(page.metadata.total_pages).toBeGreaterThan(1);
    await big.close();
  });
});

describe("mutations", () => {
  it("renames, moves and deletes", async () => {
    const [first, second] = await listTeams();
    const key = first?.keys[0];
    if (first === undefined || second === undefined || key === undefined)
      throw new Error("no data");
    await server.control.mutate({ op: "renameTeam", teamId: first.team_id, alias: "Renamed" });
    await server.control.mutate({ op: "moveKey", token: key.token, teamId: second.team_id });
    const [renamed, receiver] = await listTeams();
    expect(renamed?.team_alias).toBe("Renamed");
    expect(receiver?.keys.some(({ token }) => token === key.token)).toBe(true);
    await server.control.mutate({ op: "deleteKey", token: key.token });
    expect((await listKeys()).some(({ token }) => token === key.token)).toBe(false);
    const activity = await readActivity(server, `/team/daily/activity?${TODAY}`);
    expect(activity.results[0]?.breakdown.api_keys).toHaveProperty(key.token);
  });

  it("adds and removes usage exactly", async () => {
    const token = (await listKeys())[0]?.token ?? "";
    await server.control.mutate({ op: "removeUsage" });
    expect((await readActivity(server, `/team/daily/activity?${TODAY}`)).results).toEqual([]);
    await server.control.mutate({
      op: "addUsage",
      token,
      day: "2026-10-08",
      spendUsd: "0.1",
      promptTokens: 5,
      successfulRequests: 3,
      tags: ["channel:slack", "channel:email", "env:prod"],
    });
    const truth = await server.control.truth({ startDate: "2026-10-08", endDate: "2026-10-08" });
    expect(truth.totals).toMatchObject({ spendUsd: "0.1", requests: 3, promptTokens: 5 });
    expect(truth.distinctChannelRequests).toBe(3);
    expect(truth.channels.map(({ channel }) => channel)).toEqual(["slack", "email"]);
    const tags = await readActivity(server, `/tag/daily/activity?${TODAY}`);
    expect(tags.results[0]?.metrics.api_requests).toBe(9);
    expect(tags.metadata.total_api_requests).toBe(3);
  });

  it("sets budgets and refuses what makes no sense", async () => {
    const token = (await listKeys())[0]?.token ?? "";
    await server.control.mutate({
      op: "setKeyBudget",
      token,
      maxBudget: 12.5,
      budgetDuration: "7d",
    });
    const { body } = await read(server, `/key/info?key=${token}`);
    expect(body).toMatchObject({
      info: { max_budget: 12.5, budget_reset_at: "2026-10-12T00:00:00Z" },
    });
    await expect(server.control.mutate({ op: "deleteKey", token: "nope" })).rejects.toThrow(
      "no such key",
    );
  });
});
