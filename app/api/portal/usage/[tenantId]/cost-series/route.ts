import { defineRoute } from "@/lib/http/route";
import { answerJson } from "@/lib/usage/answer";
import { getCostSeries } from "@/lib/usage/cost-series";
import { costSeriesQuerySchema, type CostSeriesQuery } from "@/lib/usage/schema";

export const GET = defineRoute<{ tenantId: string }, CostSeriesQuery>({
  query: costSeriesQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerJson(request, await getCostSeries(viewer, params.tenantId, query)),
});
