import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { profileInputSchema, type ProfileInput } from "@/lib/budget-profiles/schema";
import { createProfile, listProfiles } from "@/lib/budget-profiles/service";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await listProfiles(viewer)),
});

export const POST = defineRoute<Record<string, never>, unknown, ProfileInput>({
  scope: "budgets:write",
  body: profileInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createProfile(viewer, body), 201),
});
