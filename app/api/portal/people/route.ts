import { peopleReads } from "@/lib/people/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { newCohortSchema } from "@/lib/people/schema";
import { createCohort } from "@/lib/people/service";

export const GET = peopleReads.list.GET;

export const POST = defineRoute({
  body: newCohortSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createCohort(viewer, body), 201),
});
