import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLiteLLM, type RunningLiteLLM } from "@/e2e/upstream/litellm/server";
import { organizationIdOf } from "@/e2e/upstream/litellm/seed-organizations";
import { sumUsd } from "@/lib/money";
import { addDays } from "@/lib/time";
import {
  createLiteLLMClient,
  createLiteLLMHttp,
  type LiteLLMClient,
} from "@/lib/upstream/litellm/client";
import { openAgentBudget } from "@/lib/upstream/litellm/budget-writer";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import type { AgentDayRecord } from "@/lib/upstream/litellm/records";

const NOW = "2026-11-20T15:30:00Z";
const TODAY = "2026-11-20";
const RANGE = { from: addDays(TODAY, -9), to: TODAY };
const SEED = 7;
const ALDER = organizationIdOf(SEED, 0);
const BIRCH = organizationIdOf(SEED, 1);

let litellm: RunningLiteLLM;

beforeAll(async () => {
  const now = () => Date.parse(NOW);
  litellm = await startLiteLLM({ seed: SEED, tenants: 6, agentsPerTenant: 3, days: 20, now });
});

afterAll(() => litellm.close());

beforeEach(async () => {
  await litellm.control.reset();
  await litellm.control.mutate({ op: "freezeClock", at: NOW });
});

function toOptions(tenantEntity: "team" | "organization", pageSize = 1000) {
  const connection = { baseUrl: litellm.url, apiKey: litellm.keys.admin, timeoutMs: 10_000 };
  return { ...connection, concurrency: 4, pageSize, retryBaseDelayMs: 2, tenantEntity };
}

const clientOf = (tenantEntity: "team" | "organization", pageSize?: number) =>
  createLiteLLMClient(toOptions(tenantEntity, pageSize));

async function listTeamIds(organizationId: string | null): Promise<string[]> {
  const { tenants } = await litellm.control.state();
  const own = tenants.filter((team) => team.organizationId === organizationId);
  return own.map((team) => team.teamId);
}

function toSums(records: readonly AgentDayRecord[]) {
  return {
    costUsd: sumUsd(records.map((record) => record.metrics.costUsd)).toFixed(),
    calls: records.reduce((sum, record) => sum + record.metrics.callCount, 0),
  };
}

async function readAll(client: LiteLLMClient, tenantIds: readonly string[]) {
  const reads = tenantIds.map((tenantId) => client.readTenantDailyUsage(tenantId, RANGE));
  return toSums((await Promise.all(reads)).flatMap((read) => read.records));
}

async function readTruth() {
  const range = { startDate: RANGE.from, endDate: RANGE.to };
  const { teams } = await litellm.control.truth(range);
  const ofTeams = teams.filter((team) => team.teamId !== null);
  return { calls: ofTeams.reduce((sum, team) => sum + team.requests, 0) };
}

describe.each(["1.93.0", "1.104.0"])("LiteLLM %s", (version) => {
  beforeEach(async () => {
    await litellm.control.setSettings({ version });
  });

  test("a tenant is an organization or a team outside; their agents are the keys of the teams", async () => {
    const client = clientOf("organization");
    const outside = await listTeamIds(null);
    const { records, report } = await client.listTenants();
    expect(outside).toHaveLength(1);
    const ids = records.map((tenant) => tenant.tenantId);
    expect(ids).toEqual(expect.arrayContaining([ALDER, BIRCH, ...outside]));
    expect(new Set(ids).size).toBe(ids.length);
    expect(report.rowsRejected).toBe(0);
    const alder = records.find((tenant) => tenant.tenantId === ALDER);
    if (version === "1.93.0") {
      expect(alder?.name).toBe("Alder Group");
      expect(alder?.maxBudgetUsd?.toNumber()).toBe(12_000);
      expect(alder?.budgetResetAt?.toISOString()).toBe("2026-12-01T00:00:00.000Z");
    } else {
      expect(alder).toMatchObject({ name: null, maxBudgetUsd: null, budgetResetAt: null });
    }
    const byTeam = await clientOf("team").listAgents();
    const teamIds = await listTeamIds(ALDER);
    const wanted = byTeam.records.filter((agent) => teamIds.includes(agent.tenantId ?? ""));
    const agents = (await client.listAgents()).records.filter((agent) => agent.tenantId === ALDER);
    expect(wanted.length).toBeGreaterThan(teamIds.length);
    expect(new Set(agents.map((agent) => agent.agentId))).toEqual(
      new Set(wanted.map((agent) => agent.agentId)),
    );
  });

  test("usage is the sum of the teams', each agent's day once, whatever the page size", async () => {
    for (const pageSize of [1000, 23]) {
      const client = clientOf("organization", pageSize);
      const { records } = await client.readTenantDailyUsage(ALDER, RANGE);
      const days = records.map((record) => `${record.day} ${record.agentId}`);
      expect(new Set(days).size).toBe(days.length);
      expect(toSums(records)).toEqual(await readAll(clientOf("team"), await listTeamIds(ALDER)));
    }
    const client = clientOf("organization");
    const tenants = (await client.listTenants()).records.map((tenant) => tenant.tenantId);
    const sums = await readAll(client, tenants);
    const teams = (await litellm.control.state()).tenants.map((team) => team.teamId);
    expect(sums).toEqual(await readAll(clientOf("team"), teams));
    expect(sums).toMatchObject(await readTruth());
  });

  test("a team that moves takes its usage along, and nothing counts twice", async () => {
    const [teamId = ""] = await listTeamIds(ALDER);
    const before = await readAll(clientOf("organization"), [ALDER, BIRCH]);
    const moved = await readAll(clientOf("team"), [teamId]);
    await litellm.control.mutate({ op: "moveTeam", teamId, organizationId: BIRCH });
    const client = clientOf("organization");
    expect(await readAll(client, [ALDER, BIRCH])).toEqual(before);
    expect((await readAll(client, [BIRCH])).calls).toBeGreaterThan(moved.calls);
    const agents = (await client.listAgents()).records;
    const ofTeam = (await clientOf("team").listAgents()).records.filter(
      (agent) => agent.tenantId === teamId,
    );
    for (const { agentId } of ofTeam) {
      expect(agents.find((agent) => agent.agentId === agentId)?.tenantId).toBe(BIRCH);
    }
    await litellm.control.mutate({ op: "moveTeam", teamId, organizationId: null });
    const later = clientOf("organization");
    expect(await readAll(later, [ALDER, BIRCH, teamId])).toEqual(before);
    expect(await readAll(later, [teamId])).toEqual(moved);
  });

  test("tags name the organization of the key's team; a key of no team may name its own", async () => {
    const [agent] = (await clientOf("team").listAgents()).records;
    const token = agent?.agentId ?? "";
    await litellm.control.mutate({ op: "moveKey", token, teamId: null, organizationId: BIRCH });
    const client = clientOf("organization");
    const agents = (await client.listAgents()).records;
    expect(agents.find(({ agentId }) => agentId === token)?.tenantId).toBe(BIRCH);
    const tenantIds = new Set((await client.listTenants()).records.map(({ tenantId }) => tenantId));
    const isChannel = (tag: string) => tag.startsWith("channel:");
    const { records } = await client.readTagDailyActivity(RANGE, undefined, isChannel);
    const homes = new Set(records.flatMap(({ currentTenantId }) => currentTenantId ?? []));
    expect(homes.has(ALDER)).toBe(true);
    for (const home of homes) expect(tenantIds.has(home)).toBe(true);
  });

  test("the diagnosis says what the list of organizations is good for", async () => {
    const options = { ...toOptions("organization"), channelTagPrefix: "channel:" };
    const { findings } = await diagnoseLiteLLM({ ...options, now: new Date(NOW) });
    const found = findings.find((finding) => finding.check === "organizations");
    const status = version === "1.93.0" ? "ok" : "warning";
    expect(found).toMatchObject({ status, todo: null });
    expect(findings.filter((finding) => finding.status === "failed")).toEqual([]);
  });
});

test("an agent's budget is found through the organization of its team, and nowhere else", async () => {
  const agents = (await clientOf("organization").listAgents()).records;
  const own = agents.find((agent) => agent.tenantId === ALDER);
  const http = createLiteLLMHttp(toOptions("organization"));
  const agentId = own?.agentId ?? "";
  const { record } = await openAgentBudget(http, agentId, ALDER).read();
  expect(record.maxBudgetUsd).toEqual(own?.maxBudgetUsd);
  await expect(openAgentBudget(http, agentId, BIRCH).read()).rejects.toMatchObject({
    kind: "not_found",
  });
});
