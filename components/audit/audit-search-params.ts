import { parseAsString, type inferParserType } from "nuqs/server";

const text = parseAsString.withDefault("");

/** Filters and place in the log. */
export const auditSearchParams = {
  actor: text,
  action: text,
  kind: text,
  entity: text,
  from: text,
  to: text,
  cursor: text,
};

/** What the page's URL asks, but for the place in the log. */
export function toAuditScope(state: inferParserType<typeof auditSearchParams>) {
  return {
    actor: state.actor,
    action: state.action,
    entity_kind: state.kind,
    entity_id: state.entity,
    start_date: state.from,
    end_date: state.to,
  };
}
