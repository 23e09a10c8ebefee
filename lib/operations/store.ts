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
