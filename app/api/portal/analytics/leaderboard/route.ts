import { defineRoute } from "@/lib/http/route";
import { toLeaderboardCsv } from "@/lib/analytics/csv";
import { openLeaderboard } from "@/lib/analytics/leaderboard";
import { leaderboardQuerySchema, type LeaderboardQuery } from "@/lib/analytics/board-schema";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, LeaderboardQuery>({
  query: leaderboardQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openLeaderboard(viewer, query), {
      title: "Leaderboard",
      toTable: toLeaderboardCsv,
    }),
});
