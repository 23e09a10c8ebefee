import { defineRoute } from "@/lib/http/route";
import { toCliPeopleCsv } from "@/lib/analytics/csv";
import { cliPeopleQuerySchema, type CliPeopleQuery } from "@/lib/analytics/schema";
import { openCliPeople } from "@/lib/analytics/service";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, string>, CliPeopleQuery>({
  query: cliPeopleQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, query, await openCliPeople(viewer, query), {
      title: "CLI people",
      toTable: toCliPeopleCsv,
    }),
});
