import { defineRoute } from "@/lib/http/route";
import { toOverviewCsv } from "@/lib/analytics/csv";
import { openLeaderboardOverview } from "@/lib/analytics/leaderboard";
import { boardQuerySchema, type BoardQuery } from "@/lib/analytics/board-schema";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, BoardQuery>({
  query: boardQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openLeaderboardOverview(viewer, query), {
      title: "Leaderboard overview",
      toTable: toOverviewCsv,
    }),
});
