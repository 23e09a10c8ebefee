import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { restoreInputSchema } from "@/lib/budget-profiles/schema";
import { restoreProfileVersion } from "@/lib/budget-profiles/service";

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  scope: "budgets:write",
  body: restoreInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await restoreProfileVersion(viewer, params.profileId, body)),
});
