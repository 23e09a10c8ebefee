import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { lookupPeople } from "@/lib/insights/lookup";
import { lookupQuerySchema, type LookupQuery } from "@/lib/insights/schema";

export const GET = defineRoute<Record<string, string>, LookupQuery>({
  query: lookupQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await lookupPeople(viewer, query)),
});
