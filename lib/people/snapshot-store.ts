import "server-only";
import { randomUUID } from "node:crypto";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PersonRow } from "./schema";
import { whereReached, type Reach } from "./store";

export interface StoredSnapshot {
  snapshot_id: string;
  name: string;
  taken_at: Date;
  as_of: Date | null;
  participants: number;
  total_usd: string;
}

/** Kept figures of a cohort, newest first; served by the primary keys. */
export async function listSnapshotRows(reach: Reach): Promise<StoredSnapshot[]> {
  return getDatabase().$queryRaw<StoredSnapshot[]>`
    SELECT s.id::text AS snapshot_id, s.name, s.taken_at, s.as_of, sums.participants,
           sums.total_usd::text
    FROM cohort_snapshot s
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS participants,
             coalesce(sum(coalesce(web_usd, 0) + coalesce(cli_usd, 0) + coalesce(premium_usd, 0)), 0)
               AS total_usd
      FROM cohort_snapshot_person p
      WHERE p.cohort_id = s.cohort_id AND p.snapshot_id = s.id
        AND ${whereReached(reach, Prisma.sql`p.person_id`)}) sums
    WHERE s.cohort_id = ${reach.cohortId}::uuid AND s.removed_at IS NULL ORDER BY s.taken_at DESC LIMIT 100`;
}

export interface SnapshotPersonRow {
  person_id: string;
  total_usd: string | null;
  is_partial: boolean;
}

export async function listSnapshotPeople(
  reach: Reach,
  snapshotId: string,
): Promise<SnapshotPersonRow[]> {
  return getDatabase().$queryRaw<SnapshotPersonRow[]>`
    SELECT person_id, is_partial,
           CASE WHEN web_usd IS NULL AND cli_usd IS NULL AND premium_usd IS NULL THEN NULL
                ELSE coalesce(web_usd, 0) + coalesce(cli_usd, 0) + coalesce(premium_usd, 0) END::text
             AS total_usd
    FROM cohort_snapshot_person p
    WHERE cohort_id = ${reach.cohortId}::uuid AND snapshot_id = ${snapshotId}::uuid
      AND ${whereReached(reach, Prisma.sql`p.person_id`)}`;
}

/** Removes kept figures, or brings them back; what was removed a day ago goes for good. @returns their name */
export async function setSnapshotRemoved(
  tx: Transaction,
  cohortId: string,
  snapshotId: string,
  isRemoved: boolean,
): Promise<string | null> {
  await tx.$executeRaw`
    DELETE FROM cohort_snapshot
    WHERE cohort_id = ${cohortId}::uuid AND removed_at < now() - interval '1 day'`;
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    UPDATE cohort_snapshot SET removed_at = CASE WHEN ${isRemoved} THEN now() END
    WHERE cohort_id = ${cohortId}::uuid AND id = ${snapshotId}::uuid
      AND (removed_at IS NULL) = ${isRemoved} RETURNING name`;
  return row?.name ?? null;
}

export async function insertSnapshot(
  tx: Transaction,
  snapshot: { cohortId: string; name: string; takenAt: Date; asOf: Date | null },
  rows: readonly PersonRow[],
): Promise<string> {
  const id = randomUUID();
  const { cohortId, name, takenAt, asOf } = snapshot;
  await tx.cohortSnapshot.create({ data: { cohortId, id, name, takenAt, asOf } });
  await tx.$executeRaw`
    INSERT INTO cohort_snapshot_person
      (cohort_id, snapshot_id, person_id, web_usd, cli_usd, premium_usd, is_partial)
    SELECT ${cohortId}::uuid, ${id}::uuid, person_id, web_usd, cli_usd, premium_usd, status = 'partial'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(person_id text, web_usd numeric,
      cli_usd numeric, premium_usd numeric, status text)`;
  return id;
}
