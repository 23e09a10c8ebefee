import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { previewProfile } from "@/lib/budget-profiles/assign";

export const GET = defineRoute<{ profileId: string }>({
  handle: async ({ viewer, params }) =>
    toJsonResponse(await previewProfile(viewer, params.profileId)),
});
