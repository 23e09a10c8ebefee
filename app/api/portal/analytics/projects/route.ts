import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { lookupProjects } from "@/lib/analytics/lookup";
import { lookupQuerySchema, type LookupQuery } from "@/lib/analytics/schema";

export const GET = defineRoute<Record<string, string>, LookupQuery>({
  query: lookupQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await lookupProjects(viewer, query.q)),
});
