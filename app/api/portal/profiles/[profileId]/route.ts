import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { profileInputSchema, type ProfileInput } from "@/lib/budget-profiles/schema";
import { editProfile, getProfile } from "@/lib/budget-profiles/service";

export const GET = defineRoute<{ profileId: string }>({
  handle: async ({ viewer, params }) => toJsonResponse(await getProfile(viewer, params.profileId)),
});

export const POST = defineRoute<{ profileId: string }, unknown, ProfileInput>({
  scope: "budgets:write",
  body: profileInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await editProfile(viewer, params.profileId, body)),
});
