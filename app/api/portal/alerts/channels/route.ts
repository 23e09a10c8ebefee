import { alertReads } from "@/lib/alerts/reads";
import { saveAlertChannel } from "@/lib/alerts/rules";
import { alertChannelInputSchema } from "@/lib/alerts/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = alertReads.channels.GET;

export const POST = defineRoute({
  body: alertChannelInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await saveAlertChannel(viewer, body), 201),
});
