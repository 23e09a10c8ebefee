import { afterAll, beforeAll, expect, it } from "vitest";
import type { BudgetKind, BudgetPreview } from "@/lib/budgets/schema";
import { toPreviewNotes } from "@/lib/budgets/words";
import { shareBudgetConnection } from "@/lib/budgets/gateway";
import { applyProfile, assignProfile, previewProfile } from "@/lib/budget-profiles/assign";
import { createProfile, editProfile, getProfile } from "@/lib/budget-profiles/service";
import { adminViewer } from "@/lib/testing/factories";
import { createUpstreamHttp } from "@/lib/upstream/http";
import { createSyncBed, type SyncBed } from "./sync-bed";

const listNotes = (rows: readonly BudgetPreview[]) => rows.flatMap(toPreviewNotes);

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
  expect(listNotes(again.rows)).toEqual(["It is like this already."]);
});

it("brings a key its soft limit where LiteLLM has one, and says so where it has none", async () => {
  const agent = await bed.db.agent.findFirstOrThrow();
  const target = { kind: "agent" as BudgetKind, tenant_id: agent.tenantId, id: agent.id };
  const rules = { limit_usd: 0, soft_limit_usd: null, duration: "7d", channel_ids: [] };
  const profile = { name: "Soft", is_for_all_tenants: true, tenant_ids: [], reason: "A start" };
  const { id } = await createProfile(adminViewer, {
    ...profile,
    rules: { ...rules, thresholds: [] },
  });
  await assignProfile(adminViewer, id, { targets: [target], pinned_version: null });
  const apply = async () => {
    const { rows } = await previewProfile(adminViewer, id);
    const targets = rows.map(({ expected }) => ({ ...target, expected }));
    return (await applyProfile(adminViewer, id, { targets, reason: "A test" })).outcomes;
  };
  expect(await apply()).toMatchObject([{ outcome: "done", message: null }]);

  const soft = { ...rules, limit_usd: 90, soft_limit_usd: 70, thresholds: [] };
  await editProfile(adminViewer, id, { ...profile, rules: soft });
  await bed.upstream.control.setSettings({ version: "1.83.14" });
  expect(await apply()).toMatchObject([
    { outcome: "done", message: expect.stringContaining("no soft limit on a key of its own") },
  ]);
  expect((await getProfile(adminViewer, id)).assignments).toMatchObject([{ applied_version: 2 }]);
  expect(await bed.db.agent.findFirst()).toMatchObject({ softBudgetUsd: null });

  await bed.upstream.control.setSettings({ version: "1.108.7" });
  expect(await apply()).toMatchObject([{ outcome: "done", message: null }]);
  const { maxBudgetUsd, softBudgetUsd } = await bed.db.agent.findFirstOrThrow();
  expect([Number(maxBudgetUsd), Number(softBudgetUsd)]).toEqual([90, 70]);
});
