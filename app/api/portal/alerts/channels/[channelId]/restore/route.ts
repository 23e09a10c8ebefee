import { z } from "zod";
import { restoreAlertChannel } from "@/lib/alerts/rules";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  params: z.object({ channelId: idSchema }),
  handle: async ({ viewer, params }) => {
    await restoreAlertChannel(viewer, params.channelId);
    return toJsonResponse({ ok: true });
  },
});
