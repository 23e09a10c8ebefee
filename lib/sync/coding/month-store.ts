import type { Database } from "@/lib/db/client";
import { addMonths, type IsoDay } from "@/lib/time";

const toTable = (month: IsoDay) => `call_months."call_${month.slice(0, 7).replace("-", "_")}"`;

/** The first days of the months that `call` has partitions for. */
export async function listMonths(db: Database): Promise<IsoDay[]> {
  const rows = await db.$queryRaw<{ month: string }[]>`
    SELECT replace(substr(c.relname, 6), '_', '-') || '-01' AS month
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'call'::regclass`;
  return rows.map((row) => row.month);
}

/** Any number of workers may make the same one. A month is text of this module's own making. */
export async function createMonth(db: Database, month: IsoDay): Promise<void> {
  await db.$executeRawUnsafe(
    `CREATE TABLE IF NOT EXISTS ${toTable(month)} PARTITION OF call
     FOR VALUES FROM ('${month} 00:00:00+00') TO ('${addMonths(month, 1)} 00:00:00+00')`,
  );
}

/** With marks that are left of its hours: their sums stay as they are. */
export async function dropMonth(db: Database, month: IsoDay): Promise<void> {
  await db.$executeRaw`
    DELETE FROM call_mark WHERE hour < ${`${addMonths(month, 1)}T00:00:00Z`}::timestamptz`;
  await db.$executeRawUnsafe(`DROP TABLE IF EXISTS ${toTable(month)}`);
}
