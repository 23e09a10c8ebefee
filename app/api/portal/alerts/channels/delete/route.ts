import { deleteAlertChannel } from "@/lib/alerts/rules";
import { alertIdSchema } from "@/lib/alerts/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  body: alertIdSchema,
  handle: async ({ viewer, body }) => {
    await deleteAlertChannel(viewer, body.id);
    return toJsonResponse({ ok: true });
  },
});
