import "server-only";
import { getDatabase } from "@/lib/db/client";

export interface ReadingRow {
  last_ok_at: Date | null;
  last_error: string | null;
}

/** The last good and the last failed reading of a kind. */
export async function findReading(kind: "leaderboard" | "insights"): Promise<ReadingRow | null> {
  const [row] = await getDatabase().$queryRaw<ReadingRow[]>`
    SELECT last_ok_at, last_error FROM snapshot_state
    WHERE tenant_id = '*' AND kind = ${kind}::snapshot_kind`;
  return row ?? null;
}
