import "server-only";
import { z } from "zod";
import { canOperatePortal, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import type { RefreshProgress } from "@/lib/usage/schema";
import { getCohort } from "@/lib/people/cohorts";
import { toOwnPersonId } from "@/lib/spending/service";
import { getTenantName } from "@/lib/usage/tenant-name";
import {
  enqueueJob,
  findAccountsRefresh,
  findTenantRefresh,
  requestAccountsRefresh,
  requestTenantRefresh,
} from "./portal-store";
import { JOB_NAMES } from "./queues";

/** `scope` is a tenant's id; empty or "*" is everything. */
export const runRequestSchema = z.object({
  job: z.enum(JOB_NAMES, { error: `must be one of ${JOB_NAMES.join(", ")}` }),
  scope: z
    .string()
    .default("*")
    .transform((scope) => (scope === "" ? "*" : scope)),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/** @throws {AppError} not_found where the viewer may not see the tenant */
export async function getRefreshProgress(
  viewer: Viewer,
  tenantId: string,
): Promise<RefreshProgress> {
  await getTenantName(viewer, tenantId);
  return findTenantRefresh(tenantId);
}

/**
 * Reads the tenant from LiteLLM now; joins a refresh that is under way.
 * @throws {AppError} not_found, or too_many_requests within 15 seconds of the last one
 */
export async function refreshTenant(viewer: Viewer, tenantId: string): Promise<RefreshProgress> {
  await getTenantName(viewer, tenantId);
  const { accepted, retryAfterSeconds } = await requestTenantRefresh(tenantId);
  if (!accepted) {
    throw new AppError(
      "too_many_requests",
      `This tenant was read a moment ago. Try again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
  return findTenantRefresh(tenantId);
}

/** How far the reading of the viewer's own accounts is. */
export function getMyAccountsProgress(viewer: Viewer): Promise<RefreshProgress> {
  return findAccountsRefresh(toOwnPersonId(viewer));
}

/**
 * Reads the viewer's own accounts from LiteLLM now; joins a reading that is under way.
 * @throws {AppError} too_many_requests within 15 seconds of the last one
 */
export function refreshMyAccounts(viewer: Viewer): Promise<RefreshProgress> {
  return refreshAccountsOf(toOwnPersonId(viewer));
}

/** How far the reading of everybody's accounts is, for who may see the cohort. */
export async function getCohortProgress(
  viewer: Viewer,
  cohortId: string,
): Promise<RefreshProgress> {
  await getCohort(viewer, cohortId);
  return findAccountsRefresh("*");
}

/**
 * Reads everybody's accounts now: one list costs LiteLLM less than a cohort's people one by one.
 * @throws {AppError} not_found; too_many_requests within 15 seconds of the last one
 */
export async function refreshCohort(viewer: Viewer, cohortId: string): Promise<RefreshProgress> {
  await getCohort(viewer, cohortId);
  return refreshAccountsOf("*");
}

async function refreshAccountsOf(personId: string): Promise<RefreshProgress> {
  const { accepted, retryAfterSeconds } = await requestAccountsRefresh(personId);
  if (!accepted) {
    throw new AppError(
      "too_many_requests",
      `LiteLLM was read a moment ago. Try again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
  return findAccountsRefresh(personId);
}

/** @throws {AppError} forbidden for everybody but platform admins */
export async function startRun(viewer: Viewer, request: RunRequest): Promise<void> {
  if (!canOperatePortal(viewer)) {
    throw new AppError("forbidden", "Only platform administrators may run jobs.");
  }
  await enqueueJob(request.job, request.scope);
}
