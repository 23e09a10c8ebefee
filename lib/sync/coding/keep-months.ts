import type { Database } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { addMonths, startOfMonth, toIsoDay, type IsoDay } from "@/lib/time";
import { createMonth, dropMonth, listMonths } from "./month-store";

const MONTHS_AHEAD = 2;

/** The first days of the months that there are to be partitions for. */
function toKeptMonths(now: Date): IsoDay[] {
  const { CALL_RETENTION_MONTHS } = getSettings();
  const thisMonth = startOfMonth(toIsoDay(now));
  const count = CALL_RETENTION_MONTHS + MONTHS_AHEAD + 1;
  return Array.from({ length: count }, (_, index) =>
    addMonths(thisMonth, index - CALL_RETENTION_MONTHS),
  );
}

/**
 * Makes the partitions of the next months ahead and drops those that are past their time, with their calls.
 * @returns how many were made or dropped
 */
export async function keepCallMonths(db: Database, now: Date): Promise<number> {
  const wanted = toKeptMonths(now);
  const [oldest = ""] = wanted;
  const present = new Set(await listMonths(db));
  const missing = wanted.filter((month) => !present.has(month));
  const over = [...present].filter((month) => month < oldest);
  for (const month of missing) await createMonth(db, month);
  for (const month of over) await dropMonth(db, month);
  return missing.length + over.length;
}
