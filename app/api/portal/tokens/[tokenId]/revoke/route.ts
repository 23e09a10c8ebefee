import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { revokeToken } from "@/lib/tokens/service";

export const POST = defineRoute({
  params: z.object({ tokenId: idSchema }),
  isOwn: true,
  scope: "session-only",
  handle: async ({ viewer, params }) => toJsonResponse(await revokeToken(viewer, params.tokenId)),
});
