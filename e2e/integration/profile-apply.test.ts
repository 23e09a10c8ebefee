import { afterAll, beforeAll, expect, it } from "vitest";
import { shareBudgetConnection } from "@/lib/budgets/gateway";
import { applyProfile, assignProfile, previewProfile } from "@/lib/budget-profiles/assign";
import { createProfile, getProfile } from "@/lib/budget-profiles/service";
import { adminViewer } from "@/lib/testing/factories";
import { createUpstreamHttp } from "@/lib/upstream/http";
import { createSyncBed, type SyncBed } from "./sync-bed";

let bed: SyncBed;

beforeAll(async () => {
  bed = await createSyncBed({ tenants: 1, agentsPerTenant: 1 });
  await bed.sync();
  shareBudgetConnection(
    createUpstreamHttp({
      names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
      baseUrl: bed.upstream.url,
      ...{ apiKey: bed.upstream.keys.admin, timeoutMs: 5_000, concurrency: 2 },
    }),
  );
});

afterAll(async () => {
  shareBudgetConnection(undefined);
  await bed.close();
});

async function readTeam(id: string): Promise<unknown> {
  const response = await fetch(`${bed.upstream.url}/team/info?team_id=${id}`, {
    headers: { authorization: `Bearer ${bed.upstream.keys.admin}` },
  });
  return ((await response.json()) as { team_info: unknown }).team_info;
}

it("shows what applying would change, applies it, and brings its warnings along", async () => {
  const tenant = await bed.db.tenant.findFirstOrThrow();
  const target = { kind: "tenant" as const, tenant_id: tenant.id, id: tenant.id };
  const { id } = await createProfile(adminViewer, {
    ...{ name: "Team of ten", is_for_all_tenants: true, tenant_ids: [], reason: "A start" },
    rules: {
      ...{ limit_usd: 333, soft_limit_usd: 300, duration: "7d", channel_ids: [] },
      thresholds: [{ basis: "spent", percent: 75 }],
    },
  });
  await assignProfile(adminViewer, id, { targets: [target], pinned_version: null });
  await bed.upstream.control.clearLog();
  const { rows } = await previewProfile(adminViewer, id);
  expect(rows).toMatchObject([{ after: { limit_usd: 333, duration: "7d" }, issues: [] }]);
  expect((await bed.upstream.control.log()).total).toBe(0);

  const targets = rows.map(({ expected }) => ({ ...target, expected }));
  const { outcomes } = await applyProfile(adminViewer, id, { targets, reason: "New quarter" });
  expect(outcomes).toMatchObject([{ outcome: "done" }]);
  expect(await readTeam(tenant.id)).toMatchObject({ max_budget: 333, budget_duration: "7d" });
  const { assignments } = await getProfile(adminViewer, id);
  expect(assignments).toMatchObject([{ applied_version: 1 }]);
  expect(await bed.db.alertRule.findMany({ where: { profileId: id } })).toMatchObject([
    { scope: "tenant", tenantId: tenant.id, thresholds: [{ basis: "spent", percent: 75 }] },
  ]);
  const again = await previewProfile(adminViewer, id);
  expect(again.rows[0]?.notes).toEqual(["It is like this already."]);
});
