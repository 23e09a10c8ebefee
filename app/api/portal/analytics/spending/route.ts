import { defineRoute } from "@/lib/http/route";
import { toSpendingCsv } from "@/lib/analytics/csv";
import { insightQuerySchema, type InsightQuery } from "@/lib/analytics/schema";
import { openSpending } from "@/lib/analytics/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, InsightQuery>({
  query: insightQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openSpending(viewer, query), {
      title: "Spending over time",
      toTable: toSpendingCsv,
    }),
});
