import { z } from "zod";
import { restoreAlertRule } from "@/lib/alerts/rules";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  params: z.object({ ruleId: idSchema }),
  handle: async ({ viewer, params }) => {
    await restoreAlertRule(viewer, params.ruleId);
    return toJsonResponse({ ok: true });
  },
});
