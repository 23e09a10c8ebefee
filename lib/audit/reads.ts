import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { listAuditEntries } from "./log";
import { auditQueries } from "./queries";
import { auditQuerySchema } from "./schema";

export const auditReads = {
  page: servePlainRead(auditQueries.page, {
    scope: "admin:read",
    query: auditQuerySchema,
    load: (viewer, _, query) => listAuditEntries(viewer, query),
  }),
};
