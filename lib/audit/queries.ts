import { defineRead } from "@/lib/query/read";
import type { AuditPage } from "./schema";

/** What the URL of the page says; empty is "all". */
export type AuditScope = Readonly<{
  actor: string;
  action: string;
  entity_kind: string;
  entity_id: string;
  start_date: string;
  end_date: string;
}>;

export const auditQueries = {
  page: defineRead<AuditScope & Readonly<{ cursor: string }>, AuditPage>()(
    "/api/portal/admin/audit",
  ),
  /** The address of everything that the filter finds, as a file. */
  file: defineRead<AuditScope & Readonly<{ format: "csv" | "jsonl" }>, never>()(
    "/api/portal/admin/audit/export",
  ),
};
