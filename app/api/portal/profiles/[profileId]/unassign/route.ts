import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { unassignProfile } from "@/lib/budget-profiles/assign";
import { unassignInputSchema } from "@/lib/budget-profiles/schema";

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  scope: "budgets:write",
  body: unassignInputSchema,
  handle: async ({ viewer, params, body }) => {
    await unassignProfile(viewer, params.profileId, body);
    return toJsonResponse({ ok: true });
  },
});
