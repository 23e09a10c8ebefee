import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type {
  CohortComparison,
  CohortDetail,
  CohortList,
  CohortPerson,
  CohortSnapshotRow,
  PeoplePage,
  PeopleQuery,
} from "./schema";

const POLL_MS = 60_000;
export const PEOPLE_PATH = "/api/portal/people";

/** What narrows and orders a cohort's table. */
export type PeopleScope = Omit<PeopleQuery, "format">;

export function toCohortPath(cohortId: string, rest = ""): string {
  return `${PEOPLE_PATH}/${encodeURIComponent(cohortId)}${rest}`;
}

export function toPeopleSearch(scope: PeopleScope): string {
  const { min, page, ...texts } = scope;
  return new URLSearchParams({ ...texts, min: String(min), page: String(page) }).toString();
}

export const peopleKeys = {
  all: ["people"] as const,
  lists: () => [...peopleKeys.all, "list"] as const,
  cohort: (cohortId: string) => [...peopleKeys.all, "cohort", cohortId] as const,
  refresh: () => ["people-refresh"] as const,
};

export const peopleQueries = {
  list: () =>
    queryOptions({
      queryKey: peopleKeys.lists(),
      queryFn: ({ signal }) => getJson<CohortList>(PEOPLE_PATH, signal),
    }),
  detail: (cohortId: string) =>
    queryOptions({
      queryKey: [...peopleKeys.cohort(cohortId), "detail"],
      queryFn: ({ signal }) => getJson<CohortDetail>(toCohortPath(cohortId), signal),
      refetchInterval: POLL_MS,
    }),
  page: (cohortId: string, scope: PeopleScope) =>
    queryOptions({
      queryKey: [...peopleKeys.cohort(cohortId), "table", scope],
      queryFn: ({ signal }) =>
        getJson<PeoplePage>(toCohortPath(cohortId, `/table?${toPeopleSearch(scope)}`), signal),
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
    }),
  person: (cohortId: string, personId: string) =>
    queryOptions({
      queryKey: [...peopleKeys.cohort(cohortId), "person", personId],
      queryFn: ({ signal }) =>
        getJson<CohortPerson>(
          toCohortPath(cohortId, `/persons/${encodeURIComponent(personId)}`),
          signal,
        ),
    }),
  snapshots: (cohortId: string) =>
    queryOptions({
      queryKey: [...peopleKeys.cohort(cohortId), "snapshots"],
      queryFn: ({ signal }) =>
        getJson<CohortSnapshotRow[]>(toCohortPath(cohortId, "/snapshots"), signal),
    }),
  comparison: (cohortId: string, from: string, to: string) =>
    queryOptions({
      queryKey: [...peopleKeys.cohort(cohortId), "compare", from, to],
      queryFn: ({ signal }) =>
        getJson<CohortComparison>(
          toCohortPath(cohortId, `/compare?${new URLSearchParams({ from, to }).toString()}`),
          signal,
        ),
    }),
};
