import { z } from "zod";
import { insightReads } from "@/lib/analytics/reads";
import { insightQuerySchema } from "@/lib/analytics/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { readInsightsNow } from "@/lib/sync/service";

export const GET = insightReads.reading.GET;

export const POST = defineRoute({
  params: z.object({ area: z.string() }),
  query: insightQuerySchema,
  scope: "usage:read",
  isOwn: true,
  handle: async ({ viewer, params, query }) =>
    toJsonResponse(await readInsightsNow(viewer, params.area, query), 202),
});
