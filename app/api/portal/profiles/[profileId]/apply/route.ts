import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { applyProfile } from "@/lib/budget-profiles/assign";
import { applyInputSchema, type ApplyInput } from "@/lib/budget-profiles/schema";

export const POST = defineRoute<{ profileId: string }, unknown, ApplyInput>({
  scope: "budgets:write",
  body: applyInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await applyProfile(viewer, params.profileId, body)),
});
