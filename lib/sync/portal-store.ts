import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { RefreshProgress } from "@/lib/usage/schema";
import type { JobName } from "./queues";
import { enqueueRun, findRefreshProgress, requestRefresh, type RefreshAnswer } from "./refresh";

/** What the web process asks of the worker, over the database that both share. */
export function requestTenantRefresh(tenantId: string): Promise<RefreshAnswer> {
  return requestRefresh(getDatabase(), tenantId);
}

export function findTenantRefresh(tenantId: string): Promise<RefreshProgress> {
  return findRefreshProgress(getDatabase(), tenantId);
}

export function enqueueJob(job: JobName, scope: string): Promise<void> {
  return enqueueRun(getDatabase(), job, scope);
}
