import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { restoreInputSchema, type RestoreInput } from "@/lib/budget-profiles/schema";
import { restoreProfileVersion } from "@/lib/budget-profiles/service";

export const POST = defineRoute<{ profileId: string }, unknown, RestoreInput>({
  scope: "budgets:write",
  body: restoreInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await restoreProfileVersion(viewer, params.profileId, body)),
});
