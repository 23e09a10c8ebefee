import { createAlertChannel, listAlertChannels } from "@/lib/alerts/rules";
import { alertChannelInputSchema, type AlertChannelInput } from "@/lib/alerts/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await listAlertChannels(viewer)),
});

export const POST = defineRoute<Record<string, never>, unknown, AlertChannelInput>({
  body: alertChannelInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createAlertChannel(viewer, body), 201),
});
