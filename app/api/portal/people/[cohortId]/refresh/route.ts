import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { peopleReads } from "@/lib/people/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { refreshCohort } from "@/lib/sync/service";

export const GET = peopleReads.refresh.GET;

export const POST = defineRoute({
  params: z.object({ cohortId: idSchema }),
  handle: async ({ viewer, params }) =>
    toJsonResponse(await refreshCohort(viewer, params.cohortId), 202),
});
