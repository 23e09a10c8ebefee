import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toTenantCsv } from "@/lib/usage/csv";
import { tenantListQuerySchema, type TenantListQuery } from "@/lib/usage/schema";
import { openTenantList } from "@/lib/usage/tenants";

export const GET = defineRoute<Record<string, never>, TenantListQuery>({
  query: tenantListQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openTenantList(viewer, query), {
      title: "Tenants",
      toTable: toTenantCsv,
    }),
});
