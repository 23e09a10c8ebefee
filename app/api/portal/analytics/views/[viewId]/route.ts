import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { deleteSavedView } from "@/lib/analytics/views";

export const DELETE = defineRoute({
  params: z.object({ viewId: idSchema }),
  isOwn: true,
  handle: async ({ viewer, params }) => {
    await deleteSavedView(viewer, params.viewId);
    return toJsonResponse({});
  },
});
