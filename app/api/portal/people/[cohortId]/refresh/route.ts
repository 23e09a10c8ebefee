import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { getCohortProgress, refreshCohort } from "@/lib/sync/service";

export const GET = defineRoute<{ cohortId: string }>({
  handle: async ({ viewer, params }) =>
    toJsonResponse(await getCohortProgress(viewer, params.cohortId)),
});

export const POST = defineRoute<{ cohortId: string }>({
  handle: async ({ viewer, params }) =>
    toJsonResponse(await refreshCohort(viewer, params.cohortId), 202),
});
