import { z } from "zod";
import { deleteSavedView } from "@/lib/analytics/views";
import { idSchema } from "@/lib/http/id-schema";
import { defineDelete } from "@/lib/http/route";

export const DELETE = defineDelete({
  params: z.object({ viewId: idSchema }),
  isOwn: true,
  remove: (viewer, { viewId }) => deleteSavedView(viewer, viewId),
});
