"use client";

import {
  debounce,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import type { TenantSort } from "@/lib/usage/schema";

const SORTS = [
  "name",
  "cost",
  "change",
  "tokens",
  "agents",
  "budget",
] as const satisfies readonly TenantSort[];
const searchParams = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(SORTS).withDefault("cost"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};

function isTenantSort(columnId: string): columnId is TenantSort {
  return SORTS.some((sort) => sort === columnId);
}

/** Search, order and page of the list, all in the URL. Another search or order starts at page 1. */
export function useTenantsUrlState() {
  const [state, setState] = useQueryStates(searchParams);
  return {
    ...state,
    page: Math.max(1, state.page),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : 250) }),
    setSort: ({ columnId, order }: TableSort) => {
      if (isTenantSort(columnId)) void setState({ sort: columnId, order, page: 1 });
    },
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}
