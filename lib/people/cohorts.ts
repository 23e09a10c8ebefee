import "server-only";
import { LRUCache } from "lru-cache";
import type { AuditFields } from "@/lib/audit/schema";
import { recordAudit } from "@/lib/audit/service";
import { canReadEverything, toProjectScope, type Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Snapshot } from "@/lib/freshness/schema";
import { getAccountsReading, toAccountsSnapshot } from "@/lib/freshness/service";
import type { AccountsReading } from "@/lib/freshness/store";
import { toPersonId, type PersonKind } from "@/lib/spending/identity";
import { toKinds } from "./filter-people";
import type { AccountFilter, CohortChange } from "./schema";
import {
  findCohort,
  findReached,
  listMembers,
  type CohortScope,
  type Reach,
  type StoredCohort,
} from "./store";
import { toCohortTable, type CohortTable } from "./summary";

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function toCohortScope(viewer: Viewer): CohortScope {
  const projects = toProjectScope(viewer);
  return {
    hasAll: canReadEverything(viewer),
    userId: viewer.userId,
    personId: toPersonId(viewer.email),
    projectNames: projects.kind === "only" ? projects.projectNames : [],
  };
}

/** Denied by default: the people of managed projects and those who agreed, unless an administrator shared it. */
export function toReach(viewer: Viewer, cohort: StoredCohort): Reach {
  const scope = cohort.has_everybody ? null : toCohortScope(viewer);
  return { cohortId: cohort.cohort_id, scope };
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

/** @throws {AppError} forbidden */
export function requireCohortMaker(viewer: Viewer): void {
  if (canCreateCohort(viewer)) return;
  throw new AppError("forbidden", "Only operators and administrators may make cohorts.");
}

interface CohortRecord {
  action:
    | CohortChange["action"]
    | "agree"
    | "create"
    | "delete"
    | "import"
    | "snapshot"
    | "snapshot-delete"
    | "snapshot-restore";
  before?: AuditFields;
  after?: AuditFields;
}

/** Writes into the audit log what was done to a cohort. */
export function recordCohort(
  tx: Transaction,
  viewer: Viewer,
  cohortId: string,
  { action, before, after }: CohortRecord,
): Promise<void> {
  return recordAudit(tx, {
    viewer,
    action: `cohort.${action}`,
    entityKind: "cohort",
    entityId: cohortId,
    before,
    after,
  });
}

/** The same words for what does not exist and what may not be seen, of a cohort and of its kept figures. */
export function toNotFound(): AppError {
  return new AppError("not_found", "There is nothing like this, or it is not shared with you.");
}

/** @throws {AppError} not_found, the same for one that does not exist and one that may not be seen */
export async function getCohort(viewer: Viewer, cohortId: string): Promise<StoredCohort> {
  const isId = UUID.test(cohortId);
  const cohort = isId ? await findCohort(cohortId, toCohortScope(viewer)) : null;
  if (!cohort) throw toNotFound();
  return cohort;
}

/** What a page about it is called; null where there is none to see. */
export async function findCohortName(viewer: Viewer, cohortId: string): Promise<string | null> {
  const cohort = UUID.test(cohortId) ? await findCohort(cohortId, toCohortScope(viewer)) : null;
  return cohort?.name ?? null;
}

/** @throws {AppError} not_found, or forbidden for those who may only look */
export async function getEditableCohort(viewer: Viewer, cohortId: string): Promise<StoredCohort> {
  const cohort = await getCohort(viewer, cohortId);
  if (!canEditCohort(viewer, cohort)) {
    const owner = cohort.owner_name ?? "its owner";
    throw new AppError("forbidden", `Only ${owner} and administrators may change this cohort.`);
  }
  return cohort;
}

interface TableQuestion {
  reach: Reach;
  /** The accounts that are added up. */
  kinds: readonly PersonKind[];
  /** LiteLLM has listed everybody: who is not stored was not there. */
  isListed: boolean;
}

/** A cohort opened for a viewer: its people's figures as they were read last. */
export interface OpenCohort extends TableQuestion {
  cohort: StoredCohort;
  reading: AccountsReading;
  snapshot: Snapshot;
  table: CohortTable;
  /** People of the cohort whom the viewer may not see. */
  hidden: number;
}

/** The figures of those people of a cohort that are wanted, all of them where nothing is said. */
export async function readTable(
  { reach, kinds, isListed }: TableQuestion,
  isWanted: (personId: string) => boolean = () => true,
): Promise<CohortTable> {
  const members = await listMembers(reach, kinds);
  return toCohortTable(
    members.filter((member) => isWanted(member.person_id)),
    isListed,
    kinds,
  );
}

const EVERYBODY = { members: 0, seen: 0, version: "all" };
const MAX_KEPT_PEOPLE = 60_000;

/** By cohort, accounts, people, and the versions of cohort and reading: one query for all until the next. */
const tables = new LRUCache<string, CohortTable, TableQuestion>({
  maxSize: MAX_KEPT_PEOPLE,
  sizeCalculation: (table) => table.rows.length + 1,
  fetchMethod: (_key, _old, { context }) => readTable(context),
  ignoreFetchAbort: true,
});

/** @throws {AppError} not_found */
export async function openCohort(
  viewer: Viewer,
  cohortId: string,
  account: AccountFilter = "all",
): Promise<OpenCohort> {
  const [cohort, reading] = await Promise.all([getCohort(viewer, cohortId), getAccountsReading()]);
  const reach = toReach(viewer, cohort);
  const reached = reach.scope === null ? EVERYBODY : await findReached(reach);
  const version = `${cohort.version}.${reading.version}.${reached.version}`;
  const question = { reach, kinds: toKinds(account), isListed: reading.listedAt !== null };
  const key = `${cohortId} ${account} ${version}`;
  const table = await tables.forceFetch(key, { context: question });
  const { partial } = table.summary;
  const snapshot = { ...toAccountsSnapshot(reading, reading.readAt, partial), version };
  const hidden = reached.members - reached.seen;
  return { ...question, cohort, reading, snapshot, table, hidden };
}
