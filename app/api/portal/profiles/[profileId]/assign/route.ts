import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { assignProfile } from "@/lib/budget-profiles/assign";
import { assignInputSchema } from "@/lib/budget-profiles/schema";

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  scope: "budgets:write",
  body: assignInputSchema,
  handle: async ({ viewer, params, body }) => {
    await assignProfile(viewer, params.profileId, body);
    return toJsonResponse({ ok: true });
  },
});
