"use client";

import { useRefresh, type Refresh } from "@/components/feedback/use-refresh";
import { toUsagePath, usageKeys } from "@/lib/usage/queries";

/** Asks the worker to read the tenant again, follows it, and renews every panel when it is done. */
export function useTenantRefresh(tenantId: string): Refresh {
  return useRefresh({
    path: toUsagePath(tenantId, "refresh"),
    queryKey: usageKeys.refresh(tenantId),
    renews: [usageKeys.tenant(tenantId), usageKeys.lists()],
  });
}
