import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findReadiness } from "@/lib/operations/readiness";
import {
  createSyncBed,
  DAY_MS,
  HOUR_MS,
  listAllDifferences,
  MINUTE_MS,
  type SyncBed,
} from "./sync-bed";

let bed: SyncBed;
let tenantId: string;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 3, agentsPerTenant: 2 });
  expect((await bed.sync()).errors).toEqual([]);
  tenantId = (await bed.db.tenant.findFirstOrThrow()).id;
});

beforeEach(() => bed.upstream.control.setKnobs({ dateOffsetMs: 0 }));

afterAll(() => bed.close());

const toOffset = (ms: number) => ({ clockOffsetSeconds: ms / 1_000 });

/** A new name and an hour of new usage are all there, dated by the portal's clock. */
async function expectAllIsRead(alias: string): Promise<void> {
  await bed.upstream.control.mutate({ op: "renameTeam", teamId: tenantId, alias });
  bed.advance(HOUR_MS);
  expect(await bed.sync()).toMatchObject({ outcome: "ok", errors: [] });
  expect((await bed.db.tenant.findUniqueOrThrow({ where: { id: tenantId } })).name).toBe(alias);
  expect(await listAllDifferences(bed)).toEqual([]);
  const states = await bed.db.snapshotState.findMany({ where: { kind: { not: "prices" } } });
  const ages = states.map((state) => bed.now().getTime() - (state.lastOkAt?.getTime() ?? 0));
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ages)).toBeLessThan(MINUTE_MS);
}

describe("a LiteLLM whose Date header is wrong", () => {
  it.each([
    ["a day ahead", DAY_MS],
    ["a day behind", -DAY_MS],
    ["20 minutes behind", -20 * MINUTE_MS],
    ["ten years ahead", 3_650 * DAY_MS],
  ])("freezes nothing, now or once it is right again: %s", async (name, dateOffsetMs) => {
    await bed.upstream.control.setKnobs({ dateOffsetMs });
    await expectAllIsRead(`Renamed while ${name}`);
    expect(await findReadiness()).toEqual({ isReady: true, ...toOffset(dateOffsetMs) });
    await bed.upstream.control.setKnobs({ dateOffsetMs: 0 });
    await expectAllIsRead(`Renamed after ${name}`);
    expect(await findReadiness()).toEqual({ isReady: true, ...toOffset(0) });
  });
});

it("readings that an earlier release dated by such a clock are replaced", async () => {
  const at = new Date(bed.now().getTime() + 2 * DAY_MS).toISOString();
  await bed.db.$executeRawUnsafe(
    `UPDATE snapshot_state SET last_ok_at = '${at}', last_attempt_at = '${at}'`,
  );
  for (const table of ["day_coverage", "tenant", "agent", "account", "model_price"]) {
    await bed.db.$executeRawUnsafe(`UPDATE ${table} SET read_at = '${at}'`);
  }
  await expectAllIsRead("Renamed at last");
});
