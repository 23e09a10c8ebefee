"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import type { AccountFilter, StatusFilter } from "@/lib/people/schema";
import { PEOPLE_SORTS, toFilterWords } from "@/lib/people/words";
import { peopleSearchParams, toPeopleScope } from "./people-search-params";

const TYPING_MS = 120;

export type PeopleUrlState = ReturnType<typeof usePeopleUrlState>;

/** Search, filters, order, page and open dialog of a cohort, all in the URL. */
export function usePeopleUrlState() {
  const [state, setState] = useQueryStates(peopleSearchParams);
  const filterWords = toFilterWords(toPeopleScope(state));
  return {
    ...state,
    /** What narrows the people, in words. */
    filterWords,
    isNarrowed: filterWords.length > 0,
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setAccount: (account: AccountFilter) => void setState({ account, page: 1 }),
    setStatus: (status: StatusFilter) => void setState({ status, page: 1 }),
    setActive: (active: boolean) => void setState({ active, page: 1 }),
    setMin: (min: number) => void setState({ min, page: 1 }),
    clearFilters: () =>
      void setState({ account: null, status: null, active: null, min: null, q: null, page: 1 }),
    setSort: ({ columnId, order }: TableSort) => {
      const sort = PEOPLE_SORTS.find((one) => one === columnId);
      if (sort) void setState({ sort, order, page: 1 });
    },
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
    openPerson: (person: string) => void setState({ person }, { history: "push" }),
    closePerson: () => void setState({ person: null }),
  };
}
