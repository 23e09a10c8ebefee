import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { unassignProfile } from "@/lib/budget-profiles/assign";
import { unassignInputSchema, type UnassignInput } from "@/lib/budget-profiles/schema";

export const POST = defineRoute<{ profileId: string }, unknown, UnassignInput>({
  scope: "budgets:write",
  body: unassignInputSchema,
  handle: async ({ viewer, params, body }) => {
    await unassignProfile(viewer, params.profileId, body);
    return toJsonResponse({ ok: true });
  },
});
