import { z } from "zod";
import { deleteAlertRule } from "@/lib/alerts/rules";
import { idSchema } from "@/lib/http/id-schema";
import { defineDelete } from "@/lib/http/route";

export const DELETE = defineDelete({
  params: z.object({ ruleId: idSchema }),
  remove: (viewer, { ruleId }) => deleteAlertRule(viewer, ruleId),
});
