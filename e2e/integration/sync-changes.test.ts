import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import type { LiteLLMClient } from "@/lib/upstream/litellm/client";
import {
  createSyncBed,
  listAllDifferences,
  listVersions,
  MINUTE_MS,
  sumStored,
  TODAY,
  totalStored,
  type SyncBed,
} from "./sync-bed";

const YESTERDAY = addDays(TODAY, -1);
let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 5, agentsPerTenant: 4 });
  const result = await bed.sync();
  expect(result.errors).toEqual([]);
});

afterAll(async () => {
  await bed.close();
});

async function pickAgent(skip = 0) {
  const [agent] = await bed.db.agent.findMany({
    where: { status: "active" },
    orderBy: [{ tenantId: "asc" }, { id: "asc" }],
    skip,
    take: 1,
  });
  if (!agent) throw new Error("no agent");
  return agent;
}

const findAgent = (tenantId: string, id: string) =>
  bed.db.agent.findUnique({ where: { tenantId_id: { tenantId, id } } });

describe("changes of the directory", () => {
  it("follows a rename of a tenant and of a key, and a key that loses its name", async () => {
    const agent = await pickAgent();
    await bed.upstream.control.mutate({
      op: "renameTeam",
      teamId: agent.tenantId,
      alias: "Renamed",
    });
    await bed.upstream.control.mutate({ op: "renameKey", token: agent.id, alias: null });
    const versions = await listVersions(bed.db);
    bed.advance(1_000);
    await bed.sync();
    const tenant = await bed.db.tenant.findUnique({ where: { id: agent.tenantId } });
    expect(tenant?.name).toBe("Renamed");
    expect((await findAgent(agent.tenantId, agent.id))?.name).toBeNull();
    expect((await listVersions(bed.db))[agent.tenantId]).not.toBe(versions[agent.tenantId]);
  });

  it("follows a key that is given to somebody else, and one that nobody owns any more", async () => {
    const agent = await bed.db.agent.findFirstOrThrow({
      where: { ownerEmail: "user@example.com" },
    });
    const other = await bed.db.agent.findFirstOrThrow({
      where: { ownerEmail: "operator@example.com" },
    });
    const give = async (token: string, userId: string | null) => {
      await bed.upstream.control.mutate({ op: "giveKey", token, userId });
      const versions = await listVersions(bed.db);
      bed.advance(1_000);
      await bed.sync();
      expect((await listVersions(bed.db))[agent.tenantId]).not.toBe(versions[agent.tenantId]);
      return (await findAgent(agent.tenantId, agent.id))?.ownerEmail;
    };
    expect(await give(agent.id, "Vera@Example.com")).toBe("vera@example.com");
    expect(await give(agent.id, null)).toBeNull();
    expect((await findAgent(other.tenantId, other.id))?.ownerEmail).toBe("operator@example.com");
  });

  it("keeps a deleted key and its figures", async () => {
    const agent = await pickAgent(1);
    const before = (await sumStored(bed.db, "agent_id")).get(agent.id);
    await bed.upstream.control.mutate({ op: "deleteKey", token: agent.id });
    bed.advance(1_000);
    await bed.sync();
    expect((await findAgent(agent.tenantId, agent.id))?.status).toBe("deleted");
    expect((await sumStored(bed.db, "agent_id")).get(agent.id)).toEqual(before);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("leaves what a moved key cost where it was, and counts on in the new tenant", async () => {
    const agent = await pickAgent(2);
    const other = (await bed.db.tenant.findMany()).find(({ id }) => id !== agent.tenantId);
    if (!other) throw new Error("no other tenant");
    const before = await sumStored(bed.db, "tenant_id", {
      from: addDays(TODAY, -40),
      to: YESTERDAY,
    });
    await bed.upstream.control.mutate({ op: "moveKey", token: agent.id, teamId: other.id });
    bed.advance(20 * MINUTE_MS);
    await bed.sync();
    expect((await findAgent(agent.tenantId, agent.id))?.status).toBe("moved");
    expect((await findAgent(other.id, agent.id))?.status).toBe("active");
    expect(
      await sumStored(bed.db, "tenant_id", { from: addDays(TODAY, -40), to: YESTERDAY }),
    ).toEqual(before);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("believes an empty list only when a later one agrees", async () => {
    const emptied: LiteLLMClient = {
      ...bed.client,
      listTenants: async () => ({ ...(await bed.client.listTenants()), records: [] }),
      listAgents: async () => ({ ...(await bed.client.listAgents()), records: [] }),
    };
    const before = await totalStored(bed.db);
    const countListed = () => bed.db.tenant.count({ where: { removedAt: null } });
    bed.advance(1_000);
    const first = await bed.sync({ client: emptied });
    expect(first.outcome).toBe("partial");
    expect(first.errors.join()).toMatch(/suddenly lacks 5 tenant/);
    expect(await countListed()).toBe(5);
    bed.advance(2 * MINUTE_MS);
    await bed.sync({ client: emptied });
    expect(await countListed()).toBe(0);
    expect((await totalStored(bed.db)).calls).toBeGreaterThanOrEqual(before.calls);
    bed.advance(MINUTE_MS);
    await bed.sync();
    expect(await countListed()).toBe(5);
    expect(await bed.db.agent.count({ where: { status: "active" } })).toBeGreaterThan(10);
    expect(await listAllDifferences(bed)).toEqual([]);
  });

  it("marks a single tenant that is gone and clears it when it is back", async () => {
    const [gone] = await bed.db.tenant.findMany({ orderBy: { id: "asc" }, take: 1 });
    const without: LiteLLMClient = {
      ...bed.client,
      listTenants: async () => {
        const read = await bed.client.listTenants();
        return { ...read, records: read.records.filter(({ tenantId }) => tenantId !== gone?.id) };
      },
    };
    const find = () => bed.db.tenant.findUnique({ where: { id: gone?.id ?? "" } });
    bed.advance(MINUTE_MS);
    await bed.sync({ client: without });
    expect((await find())?.removedAt).not.toBeNull();
    bed.advance(MINUTE_MS);
    await bed.sync();
    expect((await find())?.removedAt).toBeNull();
  });
});

describe("days that show less than before", () => {
  it("are held, said to be so, and taken over when a later read agrees", async () => {
    const agent = await pickAgent(3);
    bed.advance(MINUTE_MS);
    expect((await bed.sync()).errors).toEqual([]);
    const before = await totalStored(bed.db);
    const range = { fromDay: YESTERDAY, toDay: YESTERDAY };
    await bed.upstream.control.mutate({ op: "removeUsage", token: agent.id, ...range });
    const held = await bed.sync();
    expect(held.outcome).toBe("partial");
    expect(held.errors.join()).toMatch(/now reports less for 1 day than before/);
    expect(await totalStored(bed.db)).toEqual(before);
    expect(
      await bed.db.dayCoverage.count({ where: { heldReading: { not: null }, kind: "usage" } }),
    ).toBe(1);
    await bed.sync();
    expect(await totalStored(bed.db)).toEqual(before);
    bed.advance(2 * MINUTE_MS);
    await bed.sync();
    expect((await totalStored(bed.db)).calls).toBeLessThan(before.calls);
    expect(await listAllDifferences(bed)).toEqual([]);
    expect(await bed.db.dayCoverage.count({ where: { heldReading: { not: null } } })).toBe(0);
  });

  it("are kept for good when the upstream has nothing left of them", async () => {
    const agent = await pickAgent(3);
    const day = addDays(TODAY, -2);
    const find = async () => (await sumStored(bed.db, "day", { from: day, to: day })).get(day);
    const before = await find();
    await bed.upstream.control.mutate({
      op: "removeUsage",
      teamId: agent.tenantId,
      fromDay: day,
      toDay: day,
    });
    bed.advance(2 * MINUTE_MS);
    const first = await bed.sync();
    expect(first.errors.join()).toMatch(/nothing left of 1 day/);
    for (let again = 0; again < 2; again += 1) {
      bed.advance(2 * MINUTE_MS);
      const later = await bed.sync();
      expect(later.errors.join()).not.toMatch(/nothing left/);
      expect(await find()).toEqual(before);
    }
  });
});

it("a key of a team that LiteLLM has no more leaves every reading whole", async () => {
  const other = await createSyncBed({ tenants: 2, agentsPerTenant: 2 });
  const { control } = other.upstream;
  try {
    const { agents } = await control.truth({ startDate: TODAY, endDate: TODAY });
    const token = agents[0]?.token ?? "";
    await control.mutate({ op: "removeUsage", token });
    await control.mutate({ op: "moveKey", token, teamId: "a-deleted-team" });
    await control.mutate({
      ...{ op: "addUsage", token, teamId: "a-deleted-team", day: TODAY },
      ...{ tags: ["channel:web"], spendUsd: 1, promptTokens: 10 },
    });
    expect(await other.sync()).toMatchObject({ outcome: "ok", errors: [] });
    expect(await other.db.agent.count({ where: { id: token } })).toBe(0);
    expect(await other.db.messageDaily.count({ where: { agentId: token } })).toBe(0);
    expect(await other.db.messageDaily.count()).toBeGreaterThan(0);
  } finally {
    await other.close();
  }
});
