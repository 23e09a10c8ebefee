import { defineRoute, toJsonResponse } from "@/lib/http/route";
import {
  newTokenSchema,
  tokenListQuerySchema,
  type NewToken,
  type TokenListQuery,
} from "@/lib/tokens/schema";
import { createToken, listOwnTokens } from "@/lib/tokens/service";

export const GET = defineRoute<Record<string, never>, TokenListQuery>({
  query: tokenListQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listOwnTokens(viewer, query)),
});

export const POST = defineRoute<Record<string, never>, unknown, NewToken>({
  isOwn: true,
  scope: "session-only",
  body: newTokenSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createToken(viewer, body), 201),
});
