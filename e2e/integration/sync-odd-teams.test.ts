import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBedClient, createSyncBed, listAllDifferences, type SyncBed } from "./sync-bed";

let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 4, agentsPerTenant: 3 });
});

afterAll(() => bed.close());

const listTeams = async () => (await bed.upstream.control.state()).tenants;

async function expectWhole(): Promise<void> {
  expect(await bed.sync()).toMatchObject({ outcome: "ok", errors: [] });
  expect(await listAllDifferences(bed)).toEqual([]);
  const failed = await bed.db.snapshotState.count({ where: { lastError: { not: null } } });
  expect(failed).toBe(0);
}

describe("a team whose id has a comma", () => {
  it("is read like the others, to a millionth of a dollar", async () => {
    const [first, , third] = await listTeams();
    if (!first || !third) throw new Error("no teams");
    await bed.upstream.control.mutate({
      ...{ op: "renameTeamId", teamId: first.teamId, to: "north,south" },
    });
    // Its id is what the filter would make of the other one.
    await bed.upstream.control.mutate({
      ...{ op: "renameTeamId", teamId: third.teamId, to: "north" },
    });
    await expectWhole();
    const { _sum: sum } = await bed.db.usageDaily.aggregate({
      where: { tenantId: "north,south" },
      _sum: { costUsd: true },
    });
    expect(Number(sum.costUsd)).toBeGreaterThan(0);
    expect(await bed.db.usageDaily.count({ where: { tenantId: "north,south" } })).toBeGreaterThan(
      0,
    );
  });

  it("is read page by page, its splits too", async () => {
    const client = createBedClient(bed.upstream);
    const small = { from: "2026-11-10", to: "2026-11-20" };
    const whole = await client.readTenantDailyUsage("north,south", small);
    expect(whole.report.pages).toBeGreaterThan(1);
    expect(whole.report.rowsRejected).toBe(0);
    const parts = whole.records.flatMap((record) => [...record.byProvider.keys()]);
    expect(parts).not.toContain("unknown");
  });
});

describe("a team whose name has a NUL byte", () => {
  it("is shown with the byte marked, and the run goes on", async () => {
    const team = (await listTeams()).at(-1);
    if (!team) throw new Error("no team");
    await bed.upstream.control.mutate({
      ...{ op: "renameTeam", teamId: team.teamId, alias: "Bad\u0000name" },
    });
    bed.advance(60_000);
    await expectWhole();
    const stored = await bed.db.tenant.findUnique({ where: { id: team.teamId } });
    expect(stored?.name).toBe("Bad\ufffdname");
  });
});
