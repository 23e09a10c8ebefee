import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { usageReads } from "@/lib/usage/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { refreshTenant } from "@/lib/sync/service";

export const GET = usageReads.refresh.GET;

export const POST = defineRoute({
  params: z.object({ tenantId: idSchema }),
  scope: "usage:read",
  handle: async ({ viewer, params }) =>
    toJsonResponse(await refreshTenant(viewer, params.tenantId), 202),
});
