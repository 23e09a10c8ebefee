"use client";

import { parseAsString, useQueryStates } from "nuqs";
import type { AuditScope } from "@/lib/audit/queries";

const text = parseAsString.withDefault("");
const parameters = {
  actor: text,
  action: text,
  kind: text,
  entity: text,
  from: text,
  to: text,
  cursor: text,
};

export type AuditUrlState = ReturnType<typeof useAuditUrlState>;

/** Filters and place in the log, all in the URL; another filter starts at the newest entry. */
export function useAuditUrlState() {
  const [state, setState] = useQueryStates(parameters);
  const scope: AuditScope = {
    actor: state.actor,
    action: state.action,
    entity_kind: state.kind,
    entity_id: state.entity,
    start_date: state.from,
    end_date: state.to,
  };
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
