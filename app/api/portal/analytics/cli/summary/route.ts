import { defineRoute } from "@/lib/http/route";
import { toSummaryCsv } from "@/lib/insights/csv";
import { insightQuerySchema, type InsightQuery } from "@/lib/insights/schema";
import { openSummary } from "@/lib/insights/summary";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, InsightQuery>({
  query: insightQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openSummary(viewer, "cli", query), {
      title: "CLI insights",
      toTable: toSummaryCsv,
    }),
});
