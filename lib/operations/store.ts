import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { SyncOutcome } from "@/lib/db/generated/enums";

/** LiteLLM's clock minus ours when its lists were last read; null where it told none. */
export async function findClockOffsetSeconds(): Promise<number | null> {
  const state = await getDatabase().snapshotState.findUnique({
    where: { tenantId_kind: { tenantId: "*", kind: "directory" } },
    select: { clockOffsetSeconds: true },
  });
  return state?.clockOffsetSeconds ?? null;
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

export interface JobRow {
  job: string;
  outcome: SyncOutcome;
  progress_done: number;
  progress_total: number;
  last_good_at: Date | null;
}

/** The newest run over everything of each job; a few looks into the index on job, scope and start. */
export function listJobRows(): Promise<JobRow[]> {
  return getDatabase().$queryRaw<JobRow[]>`
    WITH RECURSIVE known AS (
      (SELECT job FROM sync_run ORDER BY job LIMIT 1)
      UNION ALL
      SELECT (SELECT r.job FROM sync_run r WHERE r.job > known.job ORDER BY r.job LIMIT 1)
      FROM known WHERE known.job IS NOT NULL
    )
    SELECT known.job, newest.outcome::text, newest.progress_done, newest.progress_total,
           (SELECT g.ended_at FROM sync_run g
            WHERE g.job = known.job AND g.scope = '*' AND g.outcome IN ('ok', 'partial')
            ORDER BY g.started_at DESC LIMIT 1) AS last_good_at
    FROM known CROSS JOIN LATERAL (
      SELECT * FROM sync_run r WHERE r.job = known.job AND r.scope = '*'
      ORDER BY r.started_at DESC LIMIT 1) newest
    ORDER BY known.job`;
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

/** How far each kind lies behind: what was read of everything ("*"), and of the tenants that LiteLLM lists. */
export function listLagRows(): Promise<LagRow[]> {
  return getDatabase().$queryRaw<LagRow[]>`
    SELECT s.kind::text, count(*)::int AS tenants, min(s.last_ok_at) AS oldest_ok_at,
           count(*) FILTER (WHERE s.last_ok_at IS NULL)::int AS never_read,
           count(*) FILTER (WHERE s.last_error IS NOT NULL)::int AS failing,
           (array_agg(s.last_error ORDER BY s.last_attempt_at DESC)
             FILTER (WHERE s.last_error IS NOT NULL))[1] AS newest_error
    FROM snapshot_state s LEFT JOIN tenant t ON t.id = s.tenant_id
    WHERE s.tenant_id = '*' OR (t.id IS NOT NULL AND t.removed_at IS NULL)
    GROUP BY s.kind ORDER BY s.kind::text`;
}
