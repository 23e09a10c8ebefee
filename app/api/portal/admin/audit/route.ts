import { listAuditEntries } from "@/lib/audit/log";
import { auditQuerySchema, type AuditQuery } from "@/lib/audit/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute<Record<string, never>, AuditQuery>({
  scope: "admin:read",
  query: auditQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listAuditEntries(viewer, query)),
});
