import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { SnapshotKind } from "@/lib/db/generated/enums";
import type { DayRange, IsoDay } from "@/lib/time";
import { parseHeldReading, type HeldReading } from "./judge-day";
import type { CoveredDay } from "./plan-windows";

export interface DayCover extends CoveredDay {
  held: HeldReading | null;
  goneAt: Date | null;
}

interface CoverRow {
  tenant_id: string;
  day: IsoDay;
  read_at: Date;
  rejected_rows: number;
  held_reading: string | null;
  gone_at: Date | null;
}

/** What was read of each day of the range, by tenant and day. */
export async function listCover(
  db: Database | Transaction,
  tenantIds: readonly string[],
  kind: SnapshotKind,
  range: DayRange,
): Promise<Map<string, Map<IsoDay, DayCover>>> {
  const rows = await db.$queryRaw<CoverRow[]>`
    SELECT tenant_id, to_char(day, 'YYYY-MM-DD') AS day, read_at, rejected_rows, held_reading, gone_at
    FROM day_coverage
    WHERE tenant_id = ANY(${[...tenantIds]}) AND kind = ${kind}::snapshot_kind
      AND day BETWEEN ${range.from}::date AND ${range.to}::date`;
  const byTenant = new Map<string, Map<IsoDay, DayCover>>();
  for (const row of rows) {
    const days = byTenant.get(row.tenant_id) ?? new Map<IsoDay, DayCover>();
    byTenant.set(row.tenant_id, days);
    days.set(row.day, {
      day: row.day,
      readAt: row.read_at,
      rejectedRows: row.rejected_rows,
      held: row.held_reading === null ? null : parseHeldReading(row.held_reading),
      goneAt: row.gone_at,
    });
  }
  return byTenant;
}

/** One tenant's day as it is to be remembered. `heldReading` is written as `formatHeldReading` gives it. */
export interface CoverUpdate {
  tenantId: string;
  day: IsoDay;
  readAt: Date;
  rejectedRows: number;
  heldReading: string | null;
  goneAt: Date | null;
}

/**
 * Remembers the readings; the caller has left out those that are outdated.
 * @returns the tenants for which something that is shown changed: a day is new, held, let go, or rejected
 * more or less rows than before
 */
export async function saveCover(
  tx: Transaction,
  kind: SnapshotKind,
  runId: string,
  updates: readonly CoverUpdate[],
): Promise<Set<string>> {
  const json = JSON.stringify(updates);
  const rows = await tx.$queryRaw<{ tenant_id: string }[]>`
    WITH incoming AS (
      SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS r(
        "tenantId" text, day date, "readAt" timestamptz, "rejectedRows" int,
        "heldReading" text, "goneAt" timestamptz)
    ), shown AS (
      SELECT DISTINCT i."tenantId" AS tenant_id
      FROM incoming i LEFT JOIN day_coverage c
        ON c.tenant_id = i."tenantId" AND c.kind = ${kind}::snapshot_kind AND c.day = i.day
      WHERE c.day IS NULL OR c.rejected_rows <> i."rejectedRows"
        OR (c.held_reading IS NULL) <> (i."heldReading" IS NULL)
    ), saved AS (
      INSERT INTO day_coverage AS c
        (tenant_id, kind, day, read_at, run_id, rejected_rows, held_reading, gone_at)
      SELECT "tenantId", ${kind}::snapshot_kind, day, "readAt", ${runId}::uuid, "rejectedRows",
             "heldReading", "goneAt"
      FROM incoming
      ON CONFLICT (tenant_id, kind, day) DO UPDATE
        SET read_at = excluded.read_at, run_id = excluded.run_id,
            rejected_rows = excluded.rejected_rows, held_reading = excluded.held_reading,
            gone_at = excluded.gone_at
    )
    SELECT tenant_id FROM shown`;
  return new Set(rows.map((row) => row.tenant_id));
}

/** Makes every ETag of these tenants a new one. */
export async function raiseVersions(tx: Transaction, tenantIds: Iterable<string>): Promise<void> {
  const ids = [...tenantIds];
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE tenant SET version = version + 1 WHERE id = ANY(${ids})`;
}

/**
 * Writers of the same tenant go one after another, always in the order of ids.
 * @returns those of the tenants that exist
 */
export async function lockTenants(
  tx: Transaction,
  tenantIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM tenant WHERE id = ANY(${[...tenantIds]}) ORDER BY id FOR NO KEY UPDATE`;
  return rows.map((row) => row.id);
}

export interface ListedTenant {
  tenantId: string;
  removedAt: Date | null;
}

export function listStoredTenants(db: Database | Transaction): Promise<ListedTenant[]> {
  return db.$queryRaw<ListedTenant[]>`
    SELECT id AS "tenantId", removed_at AS "removedAt" FROM tenant ORDER BY id`;
}

/** `isDayDone` of plan-windows.ts, in SQL. */
function isDayDone(recentDays: number, now: Date): Prisma.Sql {
  const settleDays = Math.max(1, recentDays - 1);
  return Prisma.sql`c.read_at >= (c.day + ${settleDays}::int)::timestamp AT TIME ZONE 'UTC'
    AND (c.rejected_rows = 0 OR c.read_at > ${now.toISOString()}::timestamptz - interval '24 hours')`;
}

/** Of the tenants, those with a day of the range that still needs a reading. */
export async function listTenantsWithOpenDays(
  db: Database,
  kind: SnapshotKind,
  range: DayRange,
  recentDays: number,
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM tenant t
    LEFT JOIN LATERAL (
      SELECT count(*) AS days FROM day_coverage c
      WHERE c.tenant_id = t.id AND c.kind = ${kind}::snapshot_kind
        AND c.day BETWEEN ${range.from}::date AND ${range.to}::date
        AND ${isDayDone(recentDays, now)}
    ) done ON true
    WHERE t.removed_at IS NULL AND done.days < ${range.to}::date - ${range.from}::date + 1
    ORDER BY t.id`;
  return rows.map((row) => row.id);
}

/** The days of the range that some listed tenant still needs a reading of. */
export async function listOpenDays(
  db: Database,
  kind: SnapshotKind,
  range: DayRange,
  recentDays: number,
  now: Date,
): Promise<IsoDay[]> {
  const rows = await db.$queryRaw<{ day: IsoDay }[]>`
    WITH listed AS (SELECT id FROM tenant WHERE removed_at IS NULL),
    done AS (
      SELECT c.day, count(*) AS tenants
      FROM day_coverage c JOIN listed l ON l.id = c.tenant_id
      WHERE c.kind = ${kind}::snapshot_kind
        AND c.day BETWEEN ${range.from}::date AND ${range.to}::date
        AND ${isDayDone(recentDays, now)}
      GROUP BY c.day
    )
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day
    FROM generate_series(${range.from}::date::timestamp, ${range.to}::date::timestamp, '1 day') AS d(day)
    LEFT JOIN done ON done.day = d.day::date
    WHERE coalesce(done.tenants, 0) < (SELECT count(*) FROM listed)`;
  return rows.map((row) => row.day);
}

/** When the snapshot was last read well; null when never. */
export async function findSnapshotTime(
  db: Database,
  tenantId: string,
  kind: SnapshotKind,
): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ last_ok_at: Date | null }[]>`
    SELECT last_ok_at FROM snapshot_state
    WHERE tenant_id = ${tenantId} AND kind = ${kind}::snapshot_kind`;
  return row?.last_ok_at ?? null;
}
