import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { checkConnection } from "@/lib/operations/connection";

export const GET = defineRoute({
  scope: "admin:read",
  handle: async ({ viewer }) => toJsonResponse(await checkConnection(viewer)),
});
