import "server-only";
import { findViewersByEmail } from "@/lib/access/viewers";
import type { Viewer } from "@/lib/auth/policy";
import { listEnabledRules } from "./alert-store";
import type { AlertRule } from "./match-rule";
import { canChangeAlerts } from "./service";

/** Who made the rule that every portal begins with. */
const PORTAL_ITSELF = "Tokenroll";

/** A tenant's budgets are for who may change them; all of them, and people's accounts, for platform admins. */
export function canWatch(viewer: Viewer, rule: Pick<AlertRule, "scope" | "tenantId">): boolean {
  const isOfTenant = rule.scope !== "everything" && rule.scope !== "account";
  return canChangeAlerts(viewer, isOfTenant ? rule.tenantId : "");
}

/**
 * Rules whose owner, by the rights of now, may not see what they are about. What a profile keeps goes with its
 * assignment instead.
 */
export async function findStoppedRules(
  rules: readonly Pick<AlertRule, "id" | "scope" | "tenantId" | "profileId" | "createdBy">[],
): Promise<ReadonlySet<string>> {
  const owned = rules.filter((rule) => rule.profileId === null && rule.createdBy !== PORTAL_ITSELF);
  const owners = await findViewersByEmail([...new Set(owned.map((rule) => rule.createdBy))]);
  const isWorking = (rule: (typeof owned)[number]) =>
    owners.some((owner) => owner.email === rule.createdBy && canWatch(owner, rule));
  return new Set(owned.filter((rule) => !isWorking(rule)).map(({ id }) => id));
}

/** The rules that raise alerts now. */
export async function listWorkingRules(): Promise<AlertRule[]> {
  const rules = await listEnabledRules();
  const stopped = await findStoppedRules(rules);
  return rules.filter(({ id }) => !stopped.has(id));
}
