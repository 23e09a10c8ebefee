import { insightReads } from "@/lib/analytics/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { savedViewSchema } from "@/lib/analytics/schema";
import { createSavedView } from "@/lib/analytics/views";

export const GET = insightReads.views.GET;

export const POST = defineRoute({
  isOwn: true,
  body: savedViewSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createSavedView(viewer, body), 201),
});
