import { defineRoute } from "@/lib/http/route";
import { toInsightPersonCsv } from "@/lib/analytics/csv";
import { insightQuerySchema, type InsightQuery } from "@/lib/analytics/schema";
import { openPerson } from "@/lib/analytics/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<{ personId: string }, InsightQuery>({
  query: insightQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await openPerson(viewer, params.personId, query), {
      title: "Person",
      toTable: toInsightPersonCsv,
    }),
});
