import { toAuditFile } from "@/lib/audit/export";
import { openAuditExport } from "@/lib/audit/log";
import { auditExportSchema } from "@/lib/audit/schema";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  scope: "admin:read",
  query: auditExportSchema,
  handle: async ({ viewer, query }) =>
    Promise.resolve(toAuditFile(openAuditExport(viewer, query), query.format)),
});
