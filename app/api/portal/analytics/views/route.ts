import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { savedViewSchema, type NewSavedView } from "@/lib/analytics/schema";
import { createSavedView, listSavedViews } from "@/lib/analytics/views";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await listSavedViews(viewer)),
});

export const POST = defineRoute<Record<string, string>, unknown, NewSavedView>({
  isOwn: true,
  body: savedViewSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createSavedView(viewer, body), 201),
});
