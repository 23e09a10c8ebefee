import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { RefreshProgress } from "@/lib/usage/schema";
import type { JobName } from "./queues";
import type { RefreshJob } from "./refresh-store";
import { enqueueRun, findRefreshProgress, requestRefresh, type RefreshAnswer } from "./refresh";

/** What the web process asks of the worker, over the database that both share. */
export function requestTenantRefresh(tenantId: string): Promise<RefreshAnswer> {
  return requestRefresh(getDatabase(), tenantId);
}

export function findTenantRefresh(tenantId: string): Promise<RefreshProgress> {
  return findRefreshProgress(getDatabase(), tenantId);
}

/** One person's accounts, or with "*" everybody's. */
export function requestAccountsRefresh(personId: string): Promise<RefreshAnswer> {
  return requestRefresh(getDatabase(), personId, toAccountsJob(personId));
}

export function findAccountsRefresh(personId: string): Promise<RefreshProgress> {
  return findRefreshProgress(getDatabase(), personId, toAccountsJob(personId));
}

function toAccountsJob(personId: string): RefreshJob {
  return personId === "*" ? "sync-accounts" : "refresh-accounts";
}

export function enqueueJob(job: JobName, scope: string): Promise<void> {
  return enqueueRun(getDatabase(), job, scope);
}
