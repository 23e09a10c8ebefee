import "server-only";
import { listPersonInsights } from "@/lib/analytics/lookup";
import type { Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import { toPersonId } from "@/lib/spending/identity";
import { openPersonSpending } from "@/lib/spending/service";
import type { Panel } from "@/lib/http/panel";
import {
  canCreateCohort,
  canEditCohort,
  getCohort,
  getEditableCohort,
  openCohort,
  recordCohort,
  requireCohortMaker,
  toCohortScope,
  toReach,
} from "./cohorts";
import { toPeoplePage } from "./filter-people";
import { isEmail, parseTyped, type TypedPerson } from "./parse-people";
import type {
  CohortChange,
  CohortDetail,
  CohortList,
  CohortPerson,
  Membership,
  NewCohort,
  PeoplePage,
  PeopleQuery,
} from "./schema";
import {
  addMembers,
  changeCohorts,
  deleteCohort,
  insertCohort,
  isMember,
  listKnownPeople,
  listMemberships,
  listCohortRows,
  listShares,
  removeMembers,
  renameCohort,
  replaceShares,
  setAgreed,
} from "./store";
import { toFilterWords, toHiddenWords, toUnknownWords } from "./words";

/** The cohorts that the viewer may see, by name. */
export async function listCohorts(viewer: Viewer): Promise<CohortList> {
  const rows = await listCohortRows(toCohortScope(viewer));
  return {
    can_create: canCreateCohort(viewer),
    items: rows.map((row) => ({
      cohort_id: row.cohort_id,
      name: row.name,
      owner_name: row.owner_name,
      is_own: row.owner_id === viewer.userId,
      can_edit: canEditCohort(viewer, row),
      participants: row.participants,
      total_usd: toRoundedUsd(row.total_usd),
      created_at: row.created_at.toISOString(),
    })),
  };
}

/** A cohort with its cards and charts. */
export async function openCohortDetail(
  viewer: Viewer,
  cohortId: string,
): Promise<Panel<CohortDetail>> {
  const { cohort, snapshot, table, hidden } = await openCohort(viewer, cohortId);
  const canEdit = canEditCohort(viewer, cohort);
  const load = async () => ({
    data: {
      cohort_id: cohort.cohort_id,
      name: cohort.name,
      owner_name: cohort.owner_name,
      can_edit: canEdit,
      shared_with: canEdit ? await listShares(cohortId) : [],
      hidden,
      summary: table.summary,
    },
  });
  return { snapshot, subject: cohort.name, viewer, etagSeed: [canEdit], load };
}

/** A page of its people: searched, filtered, sorted. As CSV all that are found. */
export async function openPeoplePage(
  viewer: Viewer,
  cohortId: string,
  query: PeopleQuery,
): Promise<Panel<PeoplePage>> {
  const { cohort, snapshot, table, hidden } = await openCohort(viewer, cohortId, query.account);
  const load = () => Promise.resolve({ data: toPeoplePage(table.rows, query) });
  return {
    ...{ snapshot, subject: cohort.name, viewer: null, load },
    filterWords: [...toFilterWords(query), ...toHiddenWords(hidden)],
  };
}

/**
 * One person of a cohort with the accounts' budgets, and what the analytics know where they know anything.
 * @throws {AppError} not_found where the person is not in the cohort
 */
export async function openPerson(
  viewer: Viewer,
  cohortId: string,
  personId: string,
): Promise<Panel<CohortPerson>> {
  const cohort = await getCohort(viewer, cohortId);
  if (!(await isMember(toReach(viewer, cohort), personId))) {
    throw new AppError("not_found", "This person is not in the cohort, or not yours to see.");
  }
  const panel = await openPersonSpending(viewer, personId);
  const load = async () => {
    const [{ data: spending }, insights] = await Promise.all([
      panel.load(),
      listPersonInsights(viewer, [personId]),
    ]);
    return { data: { spending, insight: insights.get(personId) ?? null } };
  };
  return { ...panel, load };
}

/** @throws {AppError} forbidden for those who may not look at other people's spending */
export async function createCohort(
  viewer: Viewer,
  { name, person_ids }: NewCohort,
): Promise<{ cohort_id: string }> {
  requireCohortMaker(viewer);
  const people = await readTyped("person_ids", person_ids);
  return { cohort_id: await storeCohort(viewer, name, people) };
}

/** @throws {AppError} bad_request naming what is neither an e-mail nor somebody whom LiteLLM knows */
async function readTyped(field: string, typed: readonly string[]): Promise<TypedPerson[]> {
  const people = typed.flatMap(parseTyped);
  const others = people.map((person) => person.person_id).filter((id) => !isEmail(id));
  const known = new Set(others.length === 0 ? [] : await listKnownPeople(others));
  const unknown = others.filter((id) => !known.has(id));
  if (unknown.length === 0) return people;
  throw new AppError("bad_request", toUnknownWords(unknown), {
    issues: [{ field, rule: `has no e-mail in ${unknown.join(", ")}` }],
  });
}

/** Stores a new cohort with its people; the caller has checked the viewer's right. */
export function storeCohort(
  viewer: Viewer,
  name: string,
  people: readonly TypedPerson[],
): Promise<string> {
  return changeCohorts(async (tx) => {
    const cohortId = await insertCohort(tx, name, viewer.userId);
    const participants = await addMembers(tx, cohortId, people);
    await recordCohort(tx, viewer, cohortId, { action: "create", after: { name, participants } });
    return cohortId;
  });
}

/** @throws {AppError} not_found, forbidden */
export async function removeCohort(viewer: Viewer, cohortId: string): Promise<void> {
  const { name } = await getEditableCohort(viewer, cohortId);
  await changeCohorts(async (tx) => {
    await deleteCohort(tx, cohortId);
    await recordCohort(tx, viewer, cohortId, { action: "delete", before: { name } });
  });
}

/** @returns what is kept of the change in the audit log */
async function applyChange(
  tx: Transaction,
  viewer: Viewer,
  cohortId: string,
  change: CohortChange,
) {
  switch (change.action) {
    case "rename":
      await renameCohort(tx, cohortId, change.name);
      return { name: change.name };
    case "members": {
      const toIds = (people: readonly TypedPerson[]) => people.map((person) => person.person_id);
      const people = await readTyped("add", change.add);
      const leavers = toIds(change.remove.flatMap(parseTyped));
      const added = await addMembers(tx, cohortId, people);
      const removed = await removeMembers(tx, cohortId, leavers);
      return { added, removed, added_people: toIds(people), removed_people: leavers };
    }
    case "share": {
      const hasEverybody = viewer.role === "platform_admin";
      const strangers = await replaceShares(tx, cohortId, change.emails, hasEverybody);
      const unknown = strangers.join(", ");
      if (unknown === "") return { shared_with: change.emails };
      throw new AppError("bad_request", `There is no portal account for ${unknown}.`, {
        issues: [{ field: "emails", rule: `has no portal account for ${unknown}` }],
      });
    }
  }
}

/** @throws {AppError} not_found, forbidden, or bad_request for e-mails that are no portal account */
export async function changeCohort(
  viewer: Viewer,
  cohortId: string,
  change: CohortChange,
): Promise<void> {
  const { name } = await getEditableCohort(viewer, cohortId);
  const before = change.action === "share" ? { shared_with: await listShares(cohortId) } : { name };
  await changeCohorts(async (tx) => {
    const after = await applyChange(tx, viewer, cohortId, change);
    await recordCohort(tx, viewer, cohortId, { action: change.action, before, after });
  });
}

/** The cohorts that the viewer is in, and whether their other viewers see the viewer's figures. */
export function listMyCohorts(viewer: Viewer): Promise<Membership[]> {
  return listMemberships(toPersonId(viewer.email));
}

/** The viewer agrees to be seen in a cohort, or takes that back. @throws {AppError} not_found */
export async function agreeToCohort(
  viewer: Viewer,
  cohortId: string,
  hasAgreed: boolean,
): Promise<void> {
  await changeCohorts(async (tx) => {
    if (!(await setAgreed(tx, cohortId, toPersonId(viewer.email), hasAgreed))) {
      throw new AppError("not_found", "You are in no such cohort.");
    }
    await recordCohort(tx, viewer, cohortId, { action: "agree", after: { has_agreed: hasAgreed } });
  });
}
