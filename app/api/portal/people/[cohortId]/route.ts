import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { cohortChangeSchema, type CohortChange } from "@/lib/people/schema";
import { changeCohort, openCohortDetail } from "@/lib/people/service";
import { answerJson } from "@/lib/usage/answer";

export const GET = defineRoute<{ cohortId: string }>({
  handle: async ({ viewer, params, request }) =>
    answerJson(request, await openCohortDetail(viewer, params.cohortId)),
});

export const POST = defineRoute<{ cohortId: string }, unknown, CohortChange>({
  body: cohortChangeSchema,
  handle: async ({ viewer, params, body }) => {
    await changeCohort(viewer, params.cohortId, body);
    return toJsonResponse({ ok: true });
  },
});
