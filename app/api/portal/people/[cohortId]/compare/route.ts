import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { compareCohort } from "@/lib/people/comparisons";
import { compareQuerySchema, type CompareQuery } from "@/lib/people/schema";

export const GET = defineRoute<{ cohortId: string }, CompareQuery>({
  query: compareQuerySchema,
  handle: async ({ viewer, params, query }) =>
    toJsonResponse(await compareCohort(viewer, params.cohortId, query)),
});
