import { z } from "zod";
import { archiveProfile } from "@/lib/budget-profiles/service";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  handle: async ({ viewer, params }) => {
    await archiveProfile(viewer, params.profileId, false);
    return toJsonResponse({ ok: true });
  },
});
