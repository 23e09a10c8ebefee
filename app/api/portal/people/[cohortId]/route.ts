import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { peopleReads } from "@/lib/people/reads";
import { defineDelete, defineRoute, toJsonResponse } from "@/lib/http/route";
import { cohortChangeSchema } from "@/lib/people/schema";
import { changeCohort, removeCohort } from "@/lib/people/service";

export const GET = peopleReads.detail.GET;

export const POST = defineRoute({
  params: z.object({ cohortId: idSchema }),
  body: cohortChangeSchema,
  handle: async ({ viewer, params, body }) => {
    await changeCohort(viewer, params.cohortId, body);
    return toJsonResponse({ ok: true });
  },
});

export const DELETE = defineDelete({
  params: z.object({ cohortId: idSchema }),
  remove: (viewer, { cohortId }) => removeCohort(viewer, cohortId),
});
