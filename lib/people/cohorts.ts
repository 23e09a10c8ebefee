import "server-only";
import { LRUCache } from "lru-cache";
import { canReadEverything, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import type { Snapshot } from "@/lib/freshness/schema";
import { getAccountsReading, toAccountsSnapshot } from "@/lib/freshness/service";
import type { AccountsReading } from "@/lib/freshness/store";
import { findCohort, listMembers, type CohortScope, type StoredCohort } from "./store";
import { toCohortTable, type CohortTable } from "./summary";

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function toCohortScope(viewer: Viewer): CohortScope {
  return canReadEverything(viewer) ? { kind: "all" } : { kind: "own", userId: viewer.userId };
}

/** Its owner and platform admins; whom it is shared with may look. */
export function canEditCohort(viewer: Viewer, cohort: Pick<StoredCohort, "owner_id">): boolean {
  if (viewer.role === "auditor") return false;
  return viewer.role === "platform_admin" || cohort.owner_id === viewer.userId;
}

/** A list of e-mails shows what those people spend, so not everybody may make one. */
export function canCreateCohort(viewer: Viewer): boolean {
  return viewer.role === "platform_admin" || viewer.role === "operator";
}

/** @throws {AppError} not_found, the same for one that does not exist and one that may not be seen */
export async function getCohort(viewer: Viewer, cohortId: string): Promise<StoredCohort> {
  const isId = UUID.test(cohortId);
  const cohort = isId ? await findCohort(cohortId, toCohortScope(viewer)) : null;
  if (!cohort) {
    throw new AppError("not_found", "There is no such cohort, or it is not shared with you.");
  }
  return cohort;
}

/** @throws {AppError} not_found, or forbidden for those who may only look */
export async function getEditableCohort(viewer: Viewer, cohortId: string): Promise<StoredCohort> {
  const cohort = await getCohort(viewer, cohortId);
  if (!canEditCohort(viewer, cohort)) {
    throw new AppError(
      "forbidden",
      `Only ${cohort.owner_name} and administrators may change this cohort.`,
    );
  }
  return cohort;
}

/** A cohort opened for a viewer: its people's figures as they were read last. */
export interface OpenCohort {
  cohort: StoredCohort;
  reading: AccountsReading;
  snapshot: Snapshot;
  table: CohortTable;
  /** Changes with the cohort and with every reading. */
  version: string;
}

const MAX_KEPT_PEOPLE = 60_000;

/** Tables by cohort, its version and the reading's: whoever asks again within a reading waits for nobody. */
const tables = new LRUCache<string, CohortTable>({
  maxSize: MAX_KEPT_PEOPLE,
  sizeCalculation: (table) => table.rows.length + 1,
});
const loading = new Map<string, Promise<CohortTable>>();

async function loadTable(key: string, cohortId: string, isListed: boolean): Promise<CohortTable> {
  const known = tables.get(key) ?? loading.get(key);
  if (known) return known;
  const load = listMembers(cohortId)
    .then((members) => {
      const table = toCohortTable(members, isListed);
      tables.set(key, table);
      return table;
    })
    .finally(() => loading.delete(key));
  loading.set(key, load);
  return load;
}

/** @throws {AppError} not_found */
export async function openCohort(viewer: Viewer, cohortId: string): Promise<OpenCohort> {
  const [cohort, reading] = await Promise.all([getCohort(viewer, cohortId), getAccountsReading()]);
  const version = `${cohort.version}.${reading.version}`;
  const table = await loadTable(`${cohortId} ${version}`, cohortId, reading.listedAt !== null);
  const { partial } = table.summary;
  const snapshot = { ...toAccountsSnapshot(reading, reading.readAt, partial), version };
  return { cohort, reading, snapshot, table, version };
}
