import { z } from "zod";
import { deleteAlertChannel } from "@/lib/alerts/rules";
import { idSchema } from "@/lib/http/id-schema";
import { defineDelete } from "@/lib/http/route";

export const DELETE = defineDelete({
  params: z.object({ channelId: idSchema }),
  remove: (viewer, { channelId }) => deleteAlertChannel(viewer, channelId),
});
