import { endAllSessions } from "@/lib/access/sessions";
import { defineRoute } from "@/lib/http/route";

export const DELETE = defineRoute({
  isOwn: true,
  scope: "session-only",
  handle: async ({ viewer }) => {
    await endAllSessions(viewer);
    return new Response(null, { status: 204 });
  },
});
