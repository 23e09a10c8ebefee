import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { changeAccount } from "@/lib/access/administration";
import { accountChangeSchema } from "@/lib/access/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  params: z.object({ userId: idSchema }),
  body: accountChangeSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await changeAccount(viewer, params.userId, body)),
});
