import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toProviderCsv } from "@/lib/usage/csv";
import { usageQuerySchema, type UsageQuery } from "@/lib/usage/schema";
import { getUsageByProvider } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, UsageQuery>({
  query: usageQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getUsageByProvider(viewer, params.tenantId, query), {
      title: "Cost by provider",
      toTable: toProviderCsv,
    }),
});
