import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { revokeToken } from "@/lib/tokens/service";

export const POST = defineRoute<{ tokenId: string }>({
  isOwn: true,
  scope: "session-only",
  handle: async ({ viewer, params }) => toJsonResponse(await revokeToken(viewer, params.tokenId)),
});
