import { defineRoute } from "@/lib/http/route";
import { toPeopleCsv } from "@/lib/people/csv";
import { peopleQuerySchema, type PeopleQuery } from "@/lib/people/schema";
import { openPeoplePage } from "@/lib/people/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<{ cohortId: string }, PeopleQuery>({
  query: peopleQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(
      request,
      { format: query.format },
      await openPeoplePage(viewer, params.cohortId, query),
      {
        title: "People",
        toTable: toPeopleCsv,
      },
    ),
});
