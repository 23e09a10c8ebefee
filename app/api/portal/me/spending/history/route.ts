import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toDaysCsv } from "@/lib/spending/answer";
import { historyQuerySchema, type HistoryQuery } from "@/lib/spending/schema";
import { openMyHistory } from "@/lib/spending/service";

export const GET = defineRoute<Record<string, never>, HistoryQuery>({
  query: historyQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, { format: query.format }, await openMyHistory(viewer, query), {
      title: "My spending by day",
      toTable: toDaysCsv,
    }),
});
