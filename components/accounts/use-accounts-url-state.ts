"use client";

import { debounce, useQueryStates } from "nuqs";
import { ACCOUNT_ROLES, ACCOUNT_STATES, accountsSearchParams } from "./accounts-search-params";

const TYPING_MS = 250;

export type AccountsUrlState = ReturnType<typeof useAccountsUrlState>;

/** Search, filters and page of the list, all in the URL. */
export function useAccountsUrlState() {
  const [state, setState] = useQueryStates(accountsSearchParams);
  return {
    ...state,
    page: Math.max(1, state.page),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setRole: (role: string) =>
      void setState({ role: ACCOUNT_ROLES.find((one) => one === role) ?? "all", page: 1 }),
    setState: (value: string) =>
      void setState({ state: ACCOUNT_STATES.find((one) => one === value) ?? "all", page: 1 }),
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}
