import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { DayRange, IsoDay } from "@/lib/time";

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

/**
 * Tenants that exist, of those asked for. Served by primary keys.
 * @param openFrom the first day that may still change: of the days from it on the oldest reading counts
 */
export function listSnapshotRows(
  tenantIds: readonly string[],
  kind: "usage" | "messages",
  range: DayRange,
  openFrom: IsoDay,
): Promise<SnapshotRow[]> {
  return getDatabase().$queryRaw<SnapshotRow[]>`
    SELECT t.id AS tenant_id, t.name, t.version::text AS version, t.removed_at,
           s.last_ok_at, s.last_error,
           c.covered_days, c.rejected_rows, c.held_days, c.covered_until
    FROM tenant t
    LEFT JOIN snapshot_state s ON s.tenant_id = t.id AND s.kind = ${kind}::snapshot_kind
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS covered_days, coalesce(sum(rejected_rows), 0)::int AS rejected_rows,
             count(held_reading)::int AS held_days, coalesce(min(read_at) FILTER (WHERE day >= ${openFrom}::date), max(read_at)) AS covered_until
      FROM day_coverage
      WHERE tenant_id = t.id AND kind = ${kind}::snapshot_kind
        AND day BETWEEN ${range.from}::date AND ${range.to}::date
    ) c
    WHERE t.id = ANY(${[...tenantIds]})`;
}

/** The last good and the last failed reading of something that is read as a whole. Served by its primary key. */
export async function findReading(
  kind: "directory" | "leaderboard" | "insights",
): Promise<{ last_ok_at: Date | null; last_error: string | null } | null> {
  const [row] = await getDatabase().$queryRaw<
    { last_ok_at: Date | null; last_error: string | null }[]
  >`
    SELECT last_ok_at, last_error FROM snapshot_state
    WHERE tenant_id = '*' AND kind = ${kind}::snapshot_kind`;
  return row ?? null;
}

/** The reading of everybody's accounts; `listedAt` is the last time LiteLLM listed all of them. */
export interface AccountsReading {
  /** Changes with every write to any account. */
  version: string;
  readAt: Date | null;
  listedAt: Date | null;
  lastError: string | null;
}

interface StateRow {
  tenant_id: string;
  last_ok_at: Date | null;
  last_attempt_at: Date;
  last_error: string | null;
}

/** Three rows of snapshot_state, by its primary key. */
export async function findAccountsReading(): Promise<AccountsReading> {
  const rows = await getDatabase().$queryRaw<StateRow[]>`
    SELECT tenant_id, last_ok_at, last_attempt_at, last_error FROM snapshot_state
    WHERE tenant_id IN ('*', 'list', 'touched') AND kind = 'accounts'`;
  const find = (id: string) => rows.find((row) => row.tenant_id === id);
  const times = rows.map((row) => row.last_ok_at?.getTime() ?? 0);
  return {
    version: times.sort((a, b) => a - b).join("-") || "0",
    readAt: find("*")?.last_ok_at ?? null,
    listedAt: find("list")?.last_ok_at ?? null,
    lastError: find("*")?.last_error ?? null,
  };
}

export async function findTenantName(tenantId: string): Promise<string | null> {
  const tenant = await getDatabase().tenant.findUnique({
    where: { id: tenantId },
    select: { name: true },
  });
  return tenant?.name ?? null;
}
