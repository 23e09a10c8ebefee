import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { AuditPage } from "./schema";

/** What the URL of the page says; empty is "all". */
export interface AuditScope {
  actor: string;
  action: string;
  entity_kind: string;
  entity_id: string;
  start_date: string;
  end_date: string;
}

const PATH = "/api/portal/admin/audit";

function toSearch(values: Record<string, string>): string {
  const search = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
  return search.toString();
}

/** The address of everything that the filter finds. */
export function toAuditExportPath(scope: AuditScope, format: "csv" | "jsonl"): string {
  return `${PATH}/export?${toSearch({ ...scope, format })}`;
}

export const auditQueries = {
  page: (scope: AuditScope, cursor: string) =>
    queryOptions({
      queryKey: ["audit", scope, cursor],
      queryFn: ({ signal }) =>
        getJson<AuditPage>(`${PATH}?${toSearch({ ...scope, cursor })}`, signal),
      placeholderData: keepPreviousData,
    }),
};
