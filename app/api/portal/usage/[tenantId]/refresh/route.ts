import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { getRefreshProgress, refreshTenant } from "@/lib/sync/service";

export const GET = defineRoute<{ tenantId: string }>({
  handle: async ({ viewer, params }) =>
    toJsonResponse(await getRefreshProgress(viewer, params.tenantId)),
});

export const POST = defineRoute<{ tenantId: string }>({
  scope: "usage:read",
  handle: async ({ viewer, params }) =>
    toJsonResponse(await refreshTenant(viewer, params.tenantId), 202),
});
