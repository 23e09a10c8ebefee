import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

export interface TenantBudgetRow {
  tenant_id: string;
  name: string;
  removed_at: Date | null;
  agent_count: number;
  max_budget_usd: string | null;
  soft_budget_usd: string | null;
  budget_spend_usd: string;
  budget_duration: string | null;
  budget_reset_at: Date | null;
  is_blocked: boolean;
}

export function listTenantBudgets(tenantIds: readonly string[]): Promise<TenantBudgetRow[]> {
  return getDatabase().$queryRaw<TenantBudgetRow[]>(Prisma.sql`
    SELECT t.id AS tenant_id, t.name, t.removed_at, t.max_budget_usd::text, t.soft_budget_usd::text,
           t.budget_spend_usd::text, t.budget_duration, t.budget_reset_at, t.is_blocked,
           (SELECT count(*)::int FROM agent a
            WHERE a.tenant_id = t.id AND a.status = 'active') AS agent_count
    FROM tenant t WHERE t.id = ANY(${[...tenantIds]})`);
}
