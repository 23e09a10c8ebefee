import { tokenReads } from "@/lib/tokens/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { newTokenSchema } from "@/lib/tokens/schema";
import { createToken } from "@/lib/tokens/service";

export const GET = tokenReads.own.GET;

export const POST = defineRoute({
  isOwn: true,
  scope: "session-only",
  body: newTokenSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createToken(viewer, body), 201),
});
