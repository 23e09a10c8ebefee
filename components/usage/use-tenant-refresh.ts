"use client";

import { useRefresh, type Refresh } from "@/components/feedback/use-refresh";
import { USAGE_KEY, usageQueries } from "@/lib/usage/queries";

/** Asks the worker to read the tenant again, follows it, and renews every panel when it is done. */
export function useTenantRefresh(tenantId: string): Refresh {
  return useRefresh({ read: usageQueries.refresh, question: { tenantId }, renews: [USAGE_KEY] });
}
