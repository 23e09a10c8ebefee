import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { allTokensQuerySchema, type AllTokensQuery } from "@/lib/tokens/schema";
import { listAllTokens } from "@/lib/tokens/service";

export const GET = defineRoute<Record<string, never>, AllTokensQuery>({
  scope: "admin:read",
  query: allTokensQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listAllTokens(viewer, query)),
});
