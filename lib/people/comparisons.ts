import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { toRoundedUsd } from "@/lib/money";
import {
  getCohort,
  getEditableCohort,
  openCohort,
  readTable,
  recordCohort,
  toNotFound,
  toReach,
} from "./cohorts";
import { compareFigures, type ComparedFigure } from "./compare";
import type {
  CohortComparison,
  CohortSnapshotRow,
  CompareQuery,
  NewSnapshot,
  PersonRow,
} from "./schema";
import {
  insertSnapshot,
  listSnapshotPeople,
  listSnapshotRows,
  setSnapshotRemoved,
} from "./snapshot-store";
import { changeCohorts } from "./store";

/** The kept figures of a cohort, newest first. */
export async function listSnapshots(
  viewer: Viewer,
  cohortId: string,
): Promise<CohortSnapshotRow[]> {
  const cohort = await getCohort(viewer, cohortId);
  const rows = await listSnapshotRows(toReach(viewer, cohort));
  return rows.map((row) => ({
    ...row,
    taken_at: row.taken_at.toISOString(),
    as_of: row.as_of?.toISOString() ?? null,
    total_usd: toRoundedUsd(row.total_usd),
  }));
}

/** Keeps the cohort's figures as they are now, to compare with. */
export async function takeSnapshot(
  viewer: Viewer,
  cohortId: string,
  { name }: NewSnapshot,
): Promise<{ snapshot_id: string }> {
  await getEditableCohort(viewer, cohortId);
  const open = await openCohort(viewer, cohortId);
  // Kept whole, whoever keeps it: what of it is seen is decided when it is read.
  const table = await readTable({ ...open, reach: { cohortId, scope: null } });
  const takenAt = new Date();
  const snapshotId = await changeCohorts(async (tx) => {
    const asOf = open.reading.readAt;
    const id = await insertSnapshot(tx, { cohortId, name, takenAt, asOf }, table.rows);
    const after = { name, participants: table.rows.length };
    await recordCohort(tx, viewer, cohortId, { action: "snapshot", after });
    return id;
  });
  return { snapshot_id: snapshotId };
}

/** Removes kept figures, or brings back what was removed within a day. @throws {AppError} not_found, forbidden */
export async function removeSnapshot(
  viewer: Viewer,
  cohortId: string,
  snapshotId: string,
  isRemoved = true,
): Promise<void> {
  await getEditableCohort(viewer, cohortId);
  await changeCohorts(async (tx) => {
    const name = await setSnapshotRemoved(tx, cohortId, snapshotId, isRemoved);
    if (name === null) throw toNotFound();
    const action = isRemoved ? "snapshot-delete" : "snapshot-restore";
    await recordCohort(tx, viewer, cohortId, { action, before: { snapshotId, name } });
  });
}

function toFigure(row: PersonRow): ComparedFigure {
  const isUnknown = row.web_usd === null && row.cli_usd === null && row.premium_usd === null;
  return {
    person_id: row.person_id,
    total_usd: isUnknown ? null : row.total_usd,
    is_partial: row.status === "partial",
  };
}

interface Side {
  head: CohortComparison["before"];
  figures: ComparedFigure[];
}

async function readSide(viewer: Viewer, cohortId: string, which: string): Promise<Side> {
  if (which === "now") {
    const { reading, table } = await openCohort(viewer, cohortId);
    const at = (reading.readAt ?? new Date()).toISOString();
    const head = { at, total_usd: table.summary.grand_total_usd };
    return { head, figures: table.rows.map(toFigure) };
  }
  const snapshot = (await listSnapshots(viewer, cohortId)).find((s) => s.snapshot_id === which);
  if (!snapshot) throw toNotFound();
  const cohort = await getCohort(viewer, cohortId);
  const people = await listSnapshotPeople(toReach(viewer, cohort), which);
  return {
    head: { at: snapshot.as_of ?? snapshot.taken_at, total_usd: snapshot.total_usd },
    figures: people.map((person) => ({
      person_id: person.person_id,
      total_usd: toRoundedUsd(person.total_usd),
      is_partial: person.is_partial,
    })),
  };
}

/**
 * Two moments of a cohort against each other.
 * @throws {AppError} not_found
 */
export async function compareCohort(
  viewer: Viewer,
  cohortId: string,
  query: CompareQuery,
): Promise<CohortComparison> {
  const before = await readSide(viewer, cohortId, query.from);
  const after = await readSide(viewer, cohortId, query.to);
  return {
    before: before.head,
    after: after.head,
    ...compareFigures(before.figures, after.figures),
  };
}
