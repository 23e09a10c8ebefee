import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { newCohortSchema, type NewCohort } from "@/lib/people/schema";
import { createCohort, listCohorts } from "@/lib/people/service";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await listCohorts(viewer)),
});

export const POST = defineRoute<Record<string, never>, unknown, NewCohort>({
  body: newCohortSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createCohort(viewer, body), 201),
});
