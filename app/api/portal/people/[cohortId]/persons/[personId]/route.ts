import { defineRoute } from "@/lib/http/route";
import { openPerson } from "@/lib/people/service";
import { answerJson } from "@/lib/usage/answer";

export const GET = defineRoute<{ cohortId: string; personId: string }>({
  handle: async ({ viewer, params, request }) =>
    answerJson(request, await openPerson(viewer, params.cohortId, params.personId)),
});
