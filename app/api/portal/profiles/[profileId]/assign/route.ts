import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { assignProfile } from "@/lib/budget-profiles/assign";
import { assignInputSchema, type AssignInput } from "@/lib/budget-profiles/schema";

export const POST = defineRoute<{ profileId: string }, unknown, AssignInput>({
  scope: "budgets:write",
  body: assignInputSchema,
  handle: async ({ viewer, params, body }) => {
    await assignProfile(viewer, params.profileId, body);
    return toJsonResponse({ ok: true });
  },
});
