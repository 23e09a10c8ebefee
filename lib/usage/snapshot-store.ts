import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DayRange } from "@/lib/time";

/** Everything that decides how fresh and how whole a tenant's range is. */
export interface SnapshotRow {
  tenant_id: string;
  name: string;
  version: string;
  removed_at: Date | null;
  last_ok_at: Date | null;
  last_error: string | null;
  covered_days: number;
  rejected_rows: number;
  held_days: number;
  covered_until: Date | null;
}

/** Tenants that exist, of those asked for. Served by primary keys. */
export function listSnapshotRows(
  tenantIds: readonly string[],
  kind: "usage" | "messages",
  range: DayRange,
): Promise<SnapshotRow[]> {
  return getDatabase().$queryRaw<SnapshotRow[]>`
    SELECT t.id AS tenant_id, t.name, t.version::text AS version, t.removed_at,
           s.last_ok_at, s.last_error,
           c.covered_days, c.rejected_rows, c.held_days, c.covered_until
    FROM tenant t
    LEFT JOIN snapshot_state s ON s.tenant_id = t.id AND s.kind = ${kind}::snapshot_kind
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS covered_days, coalesce(sum(rejected_rows), 0)::int AS rejected_rows,
             count(held_reading)::int AS held_days, max(read_at) AS covered_until
      FROM day_coverage
      WHERE tenant_id = t.id AND kind = ${kind}::snapshot_kind
        AND day BETWEEN ${range.from}::date AND ${range.to}::date
    ) c
    WHERE t.id = ANY(${[...tenantIds]})`;
}

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

export async function findTenantName(tenantId: string): Promise<string | null> {
  const tenant = await getDatabase().tenant.findUnique({
    where: { id: tenantId },
    select: { name: true },
  });
  return tenant?.name ?? null;
}
