import { accountReads } from "@/lib/access/reads";
import { createAccountFor } from "@/lib/access/administration";
import { newAccountSchema } from "@/lib/access/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = accountReads.list.GET;

export const POST = defineRoute({
  body: newAccountSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createAccountFor(viewer, body), 201),
});
