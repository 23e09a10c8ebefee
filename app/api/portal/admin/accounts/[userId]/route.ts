import { changeAccount } from "@/lib/access/administration";
import { accountChangeSchema, type AccountChange } from "@/lib/access/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute<{ userId: string }, unknown, AccountChange>({
  body: accountChangeSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await changeAccount(viewer, params.userId, body)),
});
