import "server-only";
import { getDatabase } from "@/lib/db/client";

export async function pingDatabase(): Promise<void> {
  await getDatabase().$queryRaw`SELECT 1`;
}

/** Newest first; served by the index on started_at. */
export async function listRunRows(limit: number, offset: number) {
  const db = getDatabase();
  const [rows, total] = await Promise.all([
    db.syncRun.findMany({ orderBy: { startedAt: "desc" }, take: limit, skip: offset }),
    db.syncRun.count(),
  ]);
  return { rows, total };
}
