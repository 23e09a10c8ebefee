import { defineRoute } from "@/lib/http/route";
import { toSummaryCsv } from "@/lib/analytics/csv";
import { insightQuerySchema, type InsightQuery } from "@/lib/analytics/schema";
import { openSummary } from "@/lib/analytics/summary";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, InsightQuery>({
  query: insightQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openSummary(viewer, "cli", query), {
      title: "CLI insights",
      toTable: toSummaryCsv,
    }),
});
