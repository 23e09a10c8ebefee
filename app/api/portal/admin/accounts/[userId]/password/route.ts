import { resetPassword } from "@/lib/access/administration";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute<{ userId: string }>({
  handle: async ({ viewer, params }) => toJsonResponse(await resetPassword(viewer, params.userId)),
});
