import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { deleteSavedView } from "@/lib/analytics/views";

export const DELETE = defineRoute<{ viewId: string }>({
  isOwn: true,
  handle: async ({ viewer, params }) => {
    await deleteSavedView(viewer, params.viewId);
    return toJsonResponse({});
  },
});
