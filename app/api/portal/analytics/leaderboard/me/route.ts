import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { shareMyName } from "@/lib/analytics/leaderboard";
import { nameSharingSchema } from "@/lib/analytics/board-schema";

export const POST = defineRoute({
  isOwn: true,
  body: nameSharingSchema,
  handle: async ({ viewer, body }) => {
    await shareMyName(viewer, body.is_name_shared);
    return toJsonResponse(body);
  },
});
