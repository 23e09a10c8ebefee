import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { profileReads } from "@/lib/budget-profiles/reads";
import { defineDelete, defineRoute, toJsonResponse } from "@/lib/http/route";
import { profileInputSchema } from "@/lib/budget-profiles/schema";
import { archiveProfile, editProfile } from "@/lib/budget-profiles/service";

export const GET = profileReads.detail.GET;

export const POST = defineRoute({
  params: z.object({ profileId: idSchema }),
  scope: "budgets:write",
  body: profileInputSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await editProfile(viewer, params.profileId, body)),
});

export const DELETE = defineDelete({
  params: z.object({ profileId: idSchema }),
  remove: (viewer, { profileId }) => archiveProfile(viewer, profileId, true),
});
