import { endSessionsQuerySchema } from "@/lib/access/schema";
import { endAllSessions } from "@/lib/access/sessions";
import { defineRoute } from "@/lib/http/route";

export const DELETE = defineRoute({
  isOwn: true,
  scope: "session-only",
  query: endSessionsQuerySchema,
  handle: async ({ viewer, query }) => {
    await endAllSessions(viewer, query);
    return new Response(null, { status: 204 });
  },
});
