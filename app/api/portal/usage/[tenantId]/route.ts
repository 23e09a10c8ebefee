import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toTenantDetailCsv } from "@/lib/usage/csv";
import { tenantDetailQuerySchema, type TenantDetailQuery } from "@/lib/usage/schema";
import { getTenantDetail } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, TenantDetailQuery>({
  query: tenantDetailQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getTenantDetail(viewer, params.tenantId), {
      title: "Tenant",
      toTable: toTenantDetailCsv,
    }),
});
