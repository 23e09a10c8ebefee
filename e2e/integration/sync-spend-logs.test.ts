import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSyncContext } from "@/lib/sync/context";
import { syncMessages } from "@/lib/sync/jobs/sync-messages";
import { runJob } from "@/lib/sync/runs/run";
import { addDays } from "@/lib/time";
import { createSyncBed, MINUTE_MS, SETTINGS, TODAY, type SyncBed } from "./sync-bed";

const FROM = addDays(TODAY, -2);
const YESTERDAY = addDays(TODAY, -1);
let bed: SyncBed;
let token: string;
let otherToken: string;

/** Two channels, 43 calls with both of them, and many with none: 56 to 113 messages, 70 in truth. */
async function addUnclearCalls(agent: string, day: string): Promise<void> {
  const { control } = bed.upstream;
  const [web, slack] = ["channel:web", "channel:slack"];
  const calls: [string[], number][] = [
    [[web], 13],
    [[slack], 14],
    [[web, slack], 43],
    [[], 200],
  ];
  await control.mutate({ op: "removeUsage", token: agent, fromDay: day, toDay: day });
  for (const [tags, successfulRequests] of calls) {
    await control.mutate({ op: "addUsage", token: agent, day, tags, successfulRequests });
  }
}

beforeEach(async () => {
  bed = await createSyncBed({ tenants: 3, agentsPerTenant: 3, version: "1.110.2" });
  const { agents } = await bed.upstream.control.truth({ startDate: TODAY, endDate: TODAY });
  [token = "", otherToken = ""] = agents.map((agent) => agent.token);
  await addUnclearCalls(token, YESTERDAY);
  await addUnclearCalls(otherToken, TODAY);
});

afterEach(() => bed.close());

function sync(pages: number) {
  const settings = { ...SETTINGS, SYNC_HISTORY_DAYS: 3, LITELLM_SPEND_LOG_PAGES: pages };
  return bed.sync({ settings });
}

async function listBounds() {
  const rows = await bed.db.$queryRaw<{ id: string; highest: number; lowest: number }[]>`
    SELECT tenant_id AS id, sum(message_count)::float8 AS highest,
           (sum(message_count) - sum(overlap_max))::float8 AS lowest
    FROM message_daily WHERE day >= ${FROM}::date GROUP BY tenant_id ORDER BY tenant_id`;
  return rows;
}

async function listTruth() {
  const tenants = await bed.db.tenant.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  const counts = await Promise.all(
    tenants.map(async ({ id }) => {
      const range = { teamId: id, startDate: FROM, endDate: TODAY };
      const exact = (await bed.upstream.control.truth(range)).distinctChannelRequests;
      return { id, highest: exact, lowest: exact };
    }),
  );
  return counts.filter(({ highest }) => highest > 0);
}

async function countLogPages(): Promise<number> {
  return (await bed.upstream.control.log()).countsByPath["/spend/logs/v2"] ?? 0;
}

describe("messages whose tags leave several answers", () => {
  it("keep their bounds while no spend logs may be read", async () => {
    await sync(0);
    const bounds = await listBounds();
    expect(bounds.some(({ highest, lowest }) => highest > lowest)).toBe(true);
    expect(await countLogPages()).toBe(0);
  });

  it("are exact once the logs may be read", async () => {
    expect(await sync(5_000)).toMatchObject({ outcome: "ok" });
    expect(await listBounds()).toEqual(await listTruth());
  });

  it("ask once for a day that does not change", async () => {
    await sync(0);
    const settings = { ...SETTINGS, LITELLM_SPEND_LOG_PAGES: 5_000 };
    const context = createSyncContext({ ...bed, settings });
    try {
      await runJob(context, syncMessages, { trigger: "once" });
      const pages = await countLogPages();
      expect(pages).toBeGreaterThan(0);
      await runJob(context, syncMessages, { trigger: "once" });
      expect(await countLogPages()).toBe(pages);
    } finally {
      context.heartbeat.stop();
    }
  });

  it("keep their bounds beyond the pages that are allowed, and those are not exceeded", async () => {
    await sync(3);
    const unclear = await bed.db.messageDaily.findMany({ where: { overlapMax: { gt: 0 } } });
    expect(unclear.map(({ agentId }) => agentId)).toEqual([token]);
    expect(await countLogPages()).toBeLessThanOrEqual(6);
  });

  it("keep their bounds where the key may not read the logs, and the run is whole", async () => {
    await sync(0);
    const bounds = await listBounds();
    const refusal = { pathPattern: "^/spend/logs", errorRate: 1, errorKind: "401" } as const;
    await bed.upstream.control.setKnobs(refusal);
    expect(await sync(5_000)).toMatchObject({ outcome: "ok", errors: [] });
    expect(await countLogPages()).toBeGreaterThan(0);
    expect(await listBounds()).toEqual(bounds);
  });
});

it("a key that moved today leaves in each tenant the messages it had there", async () => {
  await sync(5_000);
  const [agent] = await bed.db.agent.findMany({ where: { id: token } });
  const other = await bed.db.tenant.findFirst({ where: { id: { not: agent?.tenantId ?? "" } } });
  await bed.upstream.control.mutate({ op: "moveKey", token, teamId: other?.id ?? "" });
  const tags = ["channel:web"];
  await bed.upstream.control.mutate({ op: "addUsage", token, day: TODAY, tags });
  bed.advance(2 * MINUTE_MS);
  await sync(5_000);
  bed.advance(2 * MINUTE_MS);
  await sync(5_000);
  expect(await listBounds()).toEqual(await listTruth());
});
