import { defineRoute } from "@/lib/http/route";
import { toSpendersCsv } from "@/lib/insights/csv";
import { spendersQuerySchema, type SpendersQuery } from "@/lib/insights/schema";
import { openSpenders } from "@/lib/insights/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, SpendersQuery>({
  query: spendersQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openSpenders(viewer, "project", query), {
      title: "Spend by project",
      toTable: toSpendersCsv,
    }),
});
