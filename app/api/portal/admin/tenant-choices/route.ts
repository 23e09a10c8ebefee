import { findTenantChoices } from "@/lib/access/administration";
import { tenantChoiceQuerySchema, type TenantChoiceQuery } from "@/lib/access/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute<Record<string, never>, TenantChoiceQuery>({
  scope: "admin:read",
  query: tenantChoiceQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await findTenantChoices(viewer, query.q)),
});
