import { LiteLLMControl } from "@/e2e/upstream/litellm/control-client";
import { findViewerById } from "@/lib/access/viewers";
import type { Viewer } from "@/lib/auth/policy";
import { changeBudgets } from "@/lib/budgets/changes";
import { budgetListQuerySchema, type BudgetEdit, type BudgetRow } from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import { getDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { assignProfile, previewProfile, applyProfile } from "@/lib/budget-profiles/assign";
import type { ProfileInput } from "@/lib/budget-profiles/schema";
import { createProfile, editProfile, listProfiles } from "@/lib/budget-profiles/service";
import { DEMO_ACCOUNTS } from "./demo-accounts";

/** Above what the agent's calls cost, as a counter that runs ahead shows it. */
const DRIFT_USD = 14.2;

async function getAdmin(): Promise<Viewer> {
  const { email } = DEMO_ACCOUNTS.platform_admin;
  const account = await getDatabase().user.findUnique({ where: { email }, select: { id: true } });
  const viewer = account && (await findViewerById(account.id));
  if (!viewer) throw new Error("The demo has no administrator");
  return viewer;
}

async function listBudgets(viewer: Viewer, kind: "tenant" | "agent"): Promise<BudgetRow[]> {
  const query = budgetListQuerySchema.parse({ kind, sort: "used", order: "desc" });
  const { data } = await (await openBudgetList(viewer, query)).load();
  return data.items.filter((row) => row.limit_usd !== null && row.reset_at !== null);
}

async function change(viewer: Viewer, row: BudgetRow, edit: BudgetEdit, reason: string) {
  const { kind, tenant_id, id, limit_usd, soft_limit_usd, duration, is_blocked } = row;
  const expected = { limit_usd, soft_limit_usd, duration, is_blocked };
  await changeBudgets(viewer, { targets: [{ kind, tenant_id, id, expected }], edit, reason });
}

const PROFILE: ProfileInput = {
  name: "Standard team",
  is_for_all_tenants: true,
  tenant_ids: [],
  rules: {
    ...{ limit_usd: 2_000, soft_limit_usd: 1_600, duration: "30d", channel_ids: [] },
    thresholds: [{ basis: "spent", percent: 80 }],
  },
  reason: "What a team gets to begin with",
};

/** A history of changes, a top-up and a profile with two versions, made the way a person makes them. */
async function seedChanges(viewer: Viewer): Promise<void> {
  const tenants = await listBudgets(viewer, "tenant");
  const [first, second, third] = tenants;
  if (!first || !second || !third) throw new Error("The demo has too few budgets");
  const raised = Math.ceil(((first.limit_usd ?? 0) * 1.1) / 10) * 10;
  await change(viewer, first, { limit_usd: raised }, "Two new agents since Monday");
  await change(viewer, second, { top_up_usd: 50 }, "Load test this week");
  const { id } = await createProfile(viewer, PROFILE);
  const rules = { ...PROFILE.rules, limit_usd: 2_500, soft_limit_usd: 2_000 };
  await editProfile(viewer, id, { ...PROFILE, rules, reason: "Prices rose in autumn" });
  const target = { kind: third.kind, tenant_id: third.tenant_id, id: third.id };
  await assignProfile(viewer, id, { targets: [target], pinned_version: null });
  const { rows } = await previewProfile(viewer, id);
  const targets = rows.map(({ expected }) => ({ ...target, expected }));
  await applyProfile(viewer, id, { targets, reason: "First team on the profile" });
}

/** Gives the demo's budgets a past. The stand-in forgets with each start, so its counter is set each time. */
async function seedBudgets(): Promise<void> {
  const viewer = await getAdmin();
  const [agent] = await listBudgets(viewer, "agent");
  const control = new LiteLLMControl(getSettings().LITELLM_URL);
  if (agent) {
    await control.mutate({ op: "setKeyBudget", token: agent.id, counterExtraUsd: DRIFT_USD });
  }
  if ((await listProfiles(viewer)).items.length === 0) await seedChanges(viewer);
}

await seedBudgets();
await getDatabase().$disconnect();
