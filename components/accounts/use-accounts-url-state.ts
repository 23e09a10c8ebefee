"use client";

import {
  debounce,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { VIEWER_ROLES } from "@/lib/auth/policy";

const TYPING_MS = 250;

export const ACCOUNT_ROLES = ["all", ...VIEWER_ROLES] as const;
export const ACCOUNT_STATES = ["all", "active", "disabled"] as const;

const parameters = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(ACCOUNT_ROLES).withDefault("all"),
  state: parseAsStringLiteral(ACCOUNT_STATES).withDefault("all"),
  page: parseAsInteger.withDefault(1),
};

export type AccountsUrlState = ReturnType<typeof useAccountsUrlState>;

/** Search, filters and page of the list, all in the URL. */
export function useAccountsUrlState() {
  const [state, setState] = useQueryStates(parameters);
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
