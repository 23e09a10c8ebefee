"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import type { BudgetTarget } from "@/lib/budgets/schema";
import {
  BUDGET_SORTS,
  budgetsSearchParams,
  type BudgetsUrl,
  toBudgetParam,
} from "./budgets-search-params";

const TYPING_MS = 250;

export type BudgetTab = "attention" | "tenant" | "agent" | "account" | "all";

const MOST_USED = { state: "all", sort: "used", order: "desc" } as const;
const TAB_URLS = {
  attention: { kind: "all", state: "attention", sort: "runs_out", order: "asc" },
  tenant: { kind: "tenant", ...MOST_USED },
  agent: { kind: "agent", ...MOST_USED },
  account: { kind: "account", ...MOST_USED },
  all: { kind: "all", ...MOST_USED },
} as const;

export type BudgetsUrlState = ReturnType<typeof useBudgetsUrlState>;

/** Search, filters, order and page of the list, all in the URL. Another question starts at page 1. */
export function useBudgetsUrlState() {
  const [state, setState] = useQueryStates(budgetsSearchParams);
  const tab: BudgetTab = state.state === "attention" ? "attention" : state.kind;
  return {
    ...state,
    tab,
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setState: (name: BudgetsUrl["state"]) => void setState({ state: name, page: 1 }),
    setTab: (tab: BudgetTab) => void setState({ ...TAB_URLS[tab], page: 1 }),
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
