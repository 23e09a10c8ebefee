"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import type { TenantSort } from "@/lib/usage/schema";
import { TENANT_SORTS, tenantsSearchParams } from "./tenants-search-params";

const TYPING_MS = 250;

export type TenantsUrlState = ReturnType<typeof useTenantsUrlState>;

function isTenantSort(columnId: string): columnId is TenantSort {
  return TENANT_SORTS.some((sort) => sort === columnId);
}

/** Search, order and page of the list, all in the URL. Another search or order starts at page 1. */
export function useTenantsUrlState() {
  const [state, setState] = useQueryStates(tenantsSearchParams);
  return {
    ...state,
    page: Math.max(1, state.page),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setSort: ({ columnId, order }: TableSort) => {
      if (isTenantSort(columnId)) void setState({ sort: columnId, order, page: 1 });
    },
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}
