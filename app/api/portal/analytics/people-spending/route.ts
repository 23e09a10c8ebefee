import { defineRoute } from "@/lib/http/route";
import { toSpendersCsv } from "@/lib/analytics/csv";
import { spendersQuerySchema, type SpendersQuery } from "@/lib/analytics/schema";
import { openSpenders } from "@/lib/analytics/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, SpendersQuery>({
  query: spendersQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openSpenders(viewer, "person", query), {
      title: "Spend by person",
      toTable: toSpendersCsv,
    }),
});
