import "server-only";
import { getDatabase } from "@/lib/db/client";

/** Counts one more and says how many there are now; served by the primary key. */
export async function countInWindow(subject: string, startedAt: Date): Promise<number> {
  const rows = await getDatabase().$queryRaw<{ count: number }[]>`
    INSERT INTO rate_window AS w (subject, started_at, count) VALUES (${subject}, ${startedAt}, 1)
    ON CONFLICT (subject, started_at) DO UPDATE SET count = w.count + 1
    RETURNING w.count`;
  return rows[0]?.count ?? 1;
}

/** Served by the index on started_at. */
export async function removeWindowsBefore(startedAt: Date): Promise<void> {
  await getDatabase().rateWindow.deleteMany({ where: { startedAt: { lt: startedAt } } });
}
