import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { restoreInputSchema, type RestoreInput } from "@/lib/profiles/schema";
import { restoreProfileVersion } from "@/lib/profiles/service";

export const POST = defineRoute<{ profileId: string }, unknown, RestoreInput>({
  scope: "budgets:write",
  body: restoreInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await restoreProfileVersion(viewer, params.profileId, body)),
});
