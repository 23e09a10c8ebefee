import "server-only";
import { getDatabase } from "@/lib/db/client";

export interface RateWindow {
  startedAt: Date;
  count: number;
}

/**
 * Counts one more and says how many there are now, in one step however many ask at once. A window that began
 * before `since` is over. Served by the primary key.
 */
export async function countInWindow(subject: string, now: Date, since: Date): Promise<RateWindow> {
  const rows = await getDatabase().$queryRaw<RateWindow[]>`
    INSERT INTO rate_window AS w (subject, started_at, count) VALUES (${subject}, ${now}, 1)
    ON CONFLICT (subject) DO UPDATE SET
      count = CASE WHEN w.started_at > ${since} THEN w.count + 1 ELSE 1 END,
      started_at = CASE WHEN w.started_at > ${since} THEN w.started_at ELSE ${now} END
    RETURNING w.started_at AS "startedAt", w.count`;
  return rows[0] ?? { startedAt: now, count: 1 };
}

/** Takes one back that turned out not to count; served by the primary key. */
export async function uncountInWindow(subject: string): Promise<void> {
  await getDatabase().rateWindow.updateMany({
    where: { subject },
    data: { count: { decrement: 1 } },
  });
}

/** Served by the index on started_at. */
export async function removeWindowsBefore(startedAt: Date): Promise<void> {
  await getDatabase().rateWindow.deleteMany({ where: { startedAt: { lt: startedAt } } });
}
