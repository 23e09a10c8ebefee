import type { AlertScope, Threshold } from "./schema";

export interface AlertRule {
  id: string;
  scope: AlertScope;
  tenantId: string;
  entityId: string;
  thresholds: readonly Threshold[];
  channelIds: readonly string[];
  /** The assignment of a profile that keeps it; null for one that somebody made. */
  profileId: string | null;
  /** Who saved it last, by e-mail. */
  createdBy: string;
}

/** Whether a rule is about a budget. */
export function matchesRule(
  rule: Pick<AlertRule, "scope" | "tenantId" | "entityId">,
  budget: { kind: string; tenant_id: string; id: string },
): boolean {
  switch (rule.scope) {
    case "everything":
      return budget.kind !== "account";
    case "tenant":
      return budget.kind === "tenant" && budget.tenant_id === rule.tenantId;
    case "tenant-agents":
      return budget.kind === "agent" && budget.tenant_id === rule.tenantId;
    case "agent":
      return (
        budget.kind === "agent" &&
        budget.id === rule.entityId &&
        (rule.tenantId === "" || budget.tenant_id === rule.tenantId)
      );
    case "account":
      return budget.kind === "account" && budget.id === rule.entityId;
  }
}
