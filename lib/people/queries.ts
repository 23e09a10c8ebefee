import { defineRead, type NoInput } from "@/lib/query/read";
import type { RefreshProgress } from "@/lib/usage/schema";
import type {
  CohortComparison,
  CohortDetail,
  CohortList,
  CohortPerson,
  CohortSnapshotRow,
  Membership,
  PeoplePage,
  PeopleQuery,
} from "./schema";

const POLL = { pollMs: 60_000 };

export const PEOPLE_PATH = "/api/portal/people";
/** What cohorts and their people are kept under in the browser. */
export const PEOPLE_KEY = ["people"];

/** What narrows and orders a cohort's table. */
export type PeopleScope = Omit<PeopleQuery, "format">;

type CohortQuestion = Readonly<{ cohortId: string }>;

/** The whole cohort, or who of it the filters find, as a file. */
export function toExportPath(cohortId: string, format: string, scope: PeopleScope): string {
  const search = new URLSearchParams({ ...scope, min: String(scope.min), page: "1", format });
  return toCohortPath(cohortId, `/export?${search.toString()}`);
}

export function toCohortPath(cohortId: string, rest = ""): string {
  return `${PEOPLE_PATH}/${encodeURIComponent(cohortId)}${rest}`;
}

export const peopleQueries = {
  mine: defineRead<NoInput, Membership[]>()("/api/portal/me/cohorts"),
  list: defineRead<NoInput, CohortList>()(PEOPLE_PATH),
  detail: defineRead<CohortQuestion, CohortDetail>()("/api/portal/people/[cohortId]", POLL),
  page: defineRead<CohortQuestion & PeopleScope, PeoplePage>()(
    "/api/portal/people/[cohortId]/table",
    POLL,
  ),
  person: defineRead<CohortQuestion & Readonly<{ personId: string }>, CohortPerson>()(
    "/api/portal/people/[cohortId]/persons/[personId]",
  ),
  snapshots: defineRead<CohortQuestion, CohortSnapshotRow[]>()(
    "/api/portal/people/[cohortId]/snapshots",
  ),
  comparison: defineRead<
    CohortQuestion & Readonly<{ from: string; to: string }>,
    CohortComparison
  >()("/api/portal/people/[cohortId]/compare"),
  refresh: defineRead<CohortQuestion, RefreshProgress>()("/api/portal/people/[cohortId]/refresh"),
};
