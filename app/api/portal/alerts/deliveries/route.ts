import { alertReads } from "@/lib/alerts/reads";
import { alertIdSchema } from "@/lib/alerts/schema";
import { resendDelivery } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = alertReads.deliveries.GET;

export const POST = defineRoute({
  body: alertIdSchema,
  handle: async ({ viewer, body }) => {
    await resendDelivery(viewer, body.id);
    return toJsonResponse({ ok: true });
  },
});
