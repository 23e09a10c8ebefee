import { defineRoute } from "@/lib/http/route";
import { toBoardPersonCsv } from "@/lib/analytics/csv";
import { openLeaderboardPerson } from "@/lib/analytics/board-person";
import { boardPersonQuerySchema, type BoardPersonQuery } from "@/lib/analytics/board-schema";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<{ personRef: string }, BoardPersonQuery>({
  query: boardPersonQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await openLeaderboardPerson(viewer, params.personRef, query), {
      title: "Score",
      toTable: toBoardPersonCsv,
    }),
});
