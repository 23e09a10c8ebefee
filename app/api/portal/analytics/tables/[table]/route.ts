import { defineRoute } from "@/lib/http/route";
import { toTableCsv } from "@/lib/analytics/csv";
import { insightQuerySchema, type InsightQuery } from "@/lib/analytics/schema";
import { openNamedTable } from "@/lib/analytics/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<{ table: string }, InsightQuery>({
  query: insightQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await openNamedTable(viewer, params.table, query), {
      title: `Top ${params.table.replace(/_/g, " ")}`,
      toTable: toTableCsv,
    }),
});
