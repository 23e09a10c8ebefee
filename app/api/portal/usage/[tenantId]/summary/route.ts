import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toSummaryCsv } from "@/lib/usage/csv";
import { usageQuerySchema, type UsageQuery } from "@/lib/usage/schema";
import { getUsageSummary } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, UsageQuery>({
  query: usageQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getUsageSummary(viewer, params.tenantId, query), {
      title: "Tokens and cost per agent",
      toTable: toSummaryCsv,
    }),
});
