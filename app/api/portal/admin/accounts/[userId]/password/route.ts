import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { resetPassword } from "@/lib/access/administration";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  params: z.object({ userId: idSchema }),
  handle: async ({ viewer, params }) => toJsonResponse(await resetPassword(viewer, params.userId)),
});
