"use client";

import { useQueryStates } from "nuqs";
import { auditSearchParams, toAuditScope } from "./audit-search-params";

export type AuditUrlState = ReturnType<typeof useAuditUrlState>;

/** Filters and place in the log, all in the URL; another filter starts at the newest entry. */
export function useAuditUrlState() {
  const [state, setState] = useQueryStates(auditSearchParams);
  const scope = toAuditScope(state);
  return {
    scope,
    cursor: state.cursor,
    isFiltered: Object.values(scope).some((value) => value !== ""),
    setFilter: (values: Partial<Omit<typeof state, "cursor">>) =>
      void setState({ ...values, cursor: "" }),
    clear: () => void setState(null),
    setCursor: (cursor: string) => void setState({ cursor }, { history: "push", scroll: true }),
  };
}
