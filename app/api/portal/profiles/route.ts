import { profileReads } from "@/lib/budget-profiles/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { profileInputSchema } from "@/lib/budget-profiles/schema";
import { createProfile } from "@/lib/budget-profiles/service";

export const GET = profileReads.list.GET;

export const POST = defineRoute({
  scope: "budgets:write",
  body: profileInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createProfile(viewer, body), 201),
});
