import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { applyProfile } from "@/lib/budget-profiles/assign";
import { applyInputSchema } from "@/lib/budget-profiles/schema";

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  scope: "budgets:write",
  body: applyInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await applyProfile(viewer, params.profileId, body)),
});
