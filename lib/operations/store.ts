import "server-only";
import { getDatabase } from "@/lib/db/client";

export async function pingDatabase(): Promise<void> {
  await getDatabase().$queryRaw`SELECT 1`;
}

/** Runs that can be paged through; counting all of them would read the whole table. */
const MAX_LISTED_RUNS = 1_000;

/** Newest first; served by the index on started_at. */
export async function listRunRows(limit: number, offset: number) {
  const db = getDatabase();
  const [rows, counted] = await Promise.all([
    offset >= MAX_LISTED_RUNS
      ? []
      : db.syncRun.findMany({ orderBy: { startedAt: "desc" }, take: limit, skip: offset }),
    db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total
      FROM (SELECT FROM sync_run ORDER BY started_at DESC LIMIT ${MAX_LISTED_RUNS}) newest`,
  ]);
  return { rows, total: counted[0]?.total ?? 0 };
}

/** Names of tenants by id, of those that exist; served by the primary key. */
export async function findTenantNames(
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (tenantIds.length === 0) return new Map();
  const tenants = await getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
  });
  return new Map(tenants.map(({ id, name }) => [id, name]));
}

export interface LagRow {
  kind: string;
  tenants: number;
  oldest_ok_at: Date | null;
  never_read: number;
  failing: number;
  newest_error: string | null;
}

/** How far each kind of snapshot lies behind, over the tenants that LiteLLM lists; one row a tenant is read. */
export function listLagRows(): Promise<LagRow[]> {
  return getDatabase().$queryRaw<LagRow[]>`
    SELECT s.kind::text, count(*)::int AS tenants, min(s.last_ok_at) AS oldest_ok_at,
           count(*) FILTER (WHERE s.last_ok_at IS NULL)::int AS never_read,
           count(*) FILTER (WHERE s.last_error IS NOT NULL)::int AS failing,
           (array_agg(s.last_error ORDER BY s.last_attempt_at DESC)
             FILTER (WHERE s.last_error IS NOT NULL))[1] AS newest_error
    FROM snapshot_state s LEFT JOIN tenant t ON t.id = s.tenant_id
    WHERE t.removed_at IS NULL
    GROUP BY s.kind ORDER BY s.kind::text`;
}
