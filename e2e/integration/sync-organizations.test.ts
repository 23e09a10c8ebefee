import { afterAll, beforeAll, expect, test } from "vitest";
import { organizationIdOf } from "@/e2e/upstream/litellm/seed-organizations";
import { budgetListQuerySchema } from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import { adminViewer } from "@/lib/testing/factories";
import {
  createBedClient,
  createSyncBed,
  HOUR_MS,
  SETTINGS,
  sumStored,
  type SyncBed,
} from "./sync-bed";

const SEED = 20_261;
const ALDER = organizationIdOf(SEED, 0);
const BIRCH = organizationIdOf(SEED, 1);

let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ seed: SEED, tenants: 4, agentsPerTenant: 3, version: "1.104.0" });
});

afterAll(() => bed.close());

async function syncOrganizations() {
  bed.advance(HOUR_MS);
  const client = createBedClient(bed.upstream, {
    clock: bed.now,
    tenantEntity: "organization",
  });
  const settings = { ...SETTINGS, TENANT_ENTITY: "organization" as const };
  const result = await bed.sync({ client, settings });
  expect(result.outcome).not.toBe("failed");
}

async function readCalls() {
  const sums = await sumStored(bed.db, "tenant_id");
  const calls = (tenantId: string) => sums.get(tenantId)?.calls ?? 0;
  return { alder: calls(ALDER), birch: calls(BIRCH), all: (await sumAll()).calls };
}

async function sumAll() {
  const sums = [...(await sumStored(bed.db, "tenant_id")).values()];
  return { calls: sums.reduce((sum, tenant) => sum + tenant.calls, 0) };
}

async function readTruth(teamIds: readonly string[]) {
  const { teams } = await bed.upstream.control.truth({
    startDate: "2026-10-01",
    endDate: "2026-11-30",
  });
  return teams
    .filter((team) => team.teamId !== null && teamIds.includes(team.teamId))
    .reduce((sum, team) => sum + team.requests, 0);
}

test("a team that moves takes all its days along: none is missed and none counts twice", async () => {
  await syncOrganizations();
  const { tenants } = await bed.upstream.control.state();
  const idsOf = (organizationId: string) =>
    tenants.filter((team) => team.organizationId === organizationId).map((team) => team.teamId);
  const all = tenants.map((team) => team.teamId);
  const [moving = ""] = idsOf(ALDER);
  const before = await readCalls();
  expect(before.alder).toBe(await readTruth(idsOf(ALDER)));
  expect(before.all).toBe(await readTruth(all));

  await bed.upstream.control.mutate({ op: "moveTeam", teamId: moving, organizationId: BIRCH });
  await syncOrganizations();
  const after = await readCalls();
  expect(after.birch).toBe(await readTruth([...idsOf(BIRCH), moving]));
  expect(after.alder).toBe(await readTruth(idsOf(ALDER).filter((teamId) => teamId !== moving)));
  expect(after.all).toBe(await readTruth(all));
});

test("a team in no organization keeps a budget that can be changed, an organization has none", async () => {
  const { tenants } = await bed.upstream.control.state();
  const team = tenants.find(({ organizationId }) => organizationId !== null)?.teamId ?? "";
  await bed.upstream.control.mutate({ op: "moveTeam", teamId: team, organizationId: null });
  await syncOrganizations();
  const listEditable = async () => {
    const query = budgetListQuerySchema.parse({ kind: "tenant" });
    const { items } = (await (await openBudgetList(adminViewer, query)).load()).data;
    return new Map(items.map((item) => [item.id, item.can_edit]));
  };
  const editable = await listEditable();
  expect([editable.get(team), editable.get(ALDER), editable.get(BIRCH)]).toEqual([
    ...[true, false, false],
  ]);
});
