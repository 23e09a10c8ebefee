"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import type { BudgetTarget } from "@/lib/budgets/schema";
import {
  BUDGET_KINDS,
  BUDGET_SORTS,
  budgetsSearchParams,
  type BudgetsUrl,
  toBudgetParam,
} from "./budgets-search-params";

const TYPING_MS = 250;

export type BudgetsUrlState = ReturnType<typeof useBudgetsUrlState>;

/** Search, filters, order and page of the list, all in the URL. Another question starts at page 1. */
export function useBudgetsUrlState() {
  const [state, setState] = useQueryStates(budgetsSearchParams);
  return {
    ...state,
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setState: (name: BudgetsUrl["state"]) => void setState({ state: name, page: 1 }),
    setKind: (name: string) =>
      void setState({ kind: BUDGET_KINDS.find((one) => one === name) ?? "all", page: 1 }),
    clearTenant: () => void setState({ tenant: "", page: 1 }),
    setSort: ({ columnId, order }: TableSort) => {
      const sort = BUDGET_SORTS.find((one) => one === columnId);
      if (sort !== undefined) void setState({ sort, order, page: 1 });
    },
    open: (target: BudgetTarget) =>
      void setState({ budget: toBudgetParam(target) }, { history: "push" }),
    close: () => void setState({ budget: "" }),
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}
