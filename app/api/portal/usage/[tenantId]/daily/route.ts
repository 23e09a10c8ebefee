import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toDailyCsv } from "@/lib/usage/csv";
import { dailyQuerySchema, type DailyQuery } from "@/lib/usage/schema";
import { getDailyUsage } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, DailyQuery>({
  query: dailyQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getDailyUsage(viewer, params.tenantId, query), {
      title: "Cost per day",
      toTable: toDailyCsv,
    }),
});
