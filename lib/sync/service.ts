import "server-only";
import { z } from "zod";
import { canOperatePortal, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { toFailureWords } from "@/lib/freshness/failure-words";
import type { RefreshProgress } from "@/lib/usage/schema";
import { getCohort } from "@/lib/people/cohorts";
import { toOwnPersonId } from "@/lib/spending/service";
import { getTenantName } from "@/lib/freshness/tenant-snapshot";
import { askQuestion, findQuestionId } from "@/lib/analytics/ask-question";
import type { InsightQuery } from "@/lib/analytics/schema";
import type { Job } from "./job";
import { getJob, JOBS } from "./jobs";
import { readInsights } from "./jobs/read-insights";
import { refreshAccounts } from "./jobs/refresh-accounts";
import { refreshTenant as refreshTenantJob } from "./jobs/refresh-tenant";
import { syncAccounts } from "./jobs/sync-accounts";
import { enqueueRun, findRefreshProgress, requestRefresh } from "./runs/refresh-store";

const JOB_NAMES = JOBS.map((job) => job.name);

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
  return readProgress(viewer, refreshTenantJob, tenantId);
}

/**
 * Reads the tenant from LiteLLM now; joins a refresh that is under way.
 * @throws {AppError} not_found, or too_many_requests within 15 seconds of the last one
 */
export async function refreshTenant(viewer: Viewer, tenantId: string): Promise<RefreshProgress> {
  await getTenantName(viewer, tenantId);
  return refresh(viewer, refreshTenantJob, tenantId, "This tenant");
}

/** How far the reading of the viewer's own accounts is. */
export function getMyAccountsProgress(viewer: Viewer): Promise<RefreshProgress> {
  return readProgress(viewer, refreshAccounts, toOwnPersonId(viewer));
}

/**
 * Reads the viewer's own accounts from LiteLLM now; joins a reading that is under way.
 * @throws {AppError} too_many_requests within 15 seconds of the last one
 */
export function refreshMyAccounts(viewer: Viewer): Promise<RefreshProgress> {
  return refresh(viewer, refreshAccounts, toOwnPersonId(viewer), "LiteLLM");
}

/** How far the reading of everybody's accounts is, for who may see the cohort. */
export async function getCohortProgress(
  viewer: Viewer,
  cohortId: string,
): Promise<RefreshProgress> {
  await getCohort(viewer, cohortId);
  return readProgress(viewer, syncAccounts, "*");
}

/**
 * Reads everybody's accounts now: one list costs LiteLLM less than a cohort's people one by one.
 * @throws {AppError} not_found; too_many_requests within 15 seconds of the last one
 */
export async function refreshCohort(viewer: Viewer, cohortId: string): Promise<RefreshProgress> {
  await getCohort(viewer, cohortId);
  return refresh(viewer, syncAccounts, "*", "LiteLLM");
}

const NEVER_ASKED: RefreshProgress = {
  ...{ state: "idle", done: 0, total: 0, started_at: null, ended_at: null, error: null },
  retry_after_seconds: 0,
};

/** How far the reading of what a viewer's filters ask for is. */
export async function getInsightProgress(
  viewer: Viewer,
  area: string,
  query: InsightQuery,
): Promise<RefreshProgress> {
  const id = await findQuestionId(viewer, area, query);
  return id === null ? NEVER_ASKED : readProgress(viewer, readInsights, id);
}

/**
 * Reads what the viewer's filters ask for and no stored table answers; joins a reading that is under way.
 * @throws {AppError} bad_request where the analytics API cannot be asked it; too_many_requests
 */
export async function readInsightsNow(
  viewer: Viewer,
  area: string,
  query: InsightQuery,
): Promise<RefreshProgress> {
  const id = await askQuestion(viewer, area, query);
  return id === null ? NEVER_ASKED : refresh(viewer, readInsights, id, "This");
}

async function readProgress(viewer: Viewer, job: Job, scope: string): Promise<RefreshProgress> {
  const progress = await findRefreshProgress(job, scope);
  const source = job.reads === "analytics" ? "the analytics API" : "LiteLLM";
  return { ...progress, error: toFailureWords(viewer, progress.error, source) };
}

async function refresh(
  viewer: Viewer,
  job: Job,
  scope: string,
  what: string,
): Promise<RefreshProgress> {
  const { accepted, retryAfterSeconds } = await requestRefresh(job, scope);
  if (!accepted) {
    throw new AppError(
      "too_many_requests",
      `${what} was read a moment ago. Try again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
  return readProgress(viewer, job, scope);
}

/** @throws {AppError} forbidden for everybody but platform admins; bad_request */
export async function startRun(viewer: Viewer, request: RunRequest): Promise<void> {
  if (!canOperatePortal(viewer)) {
    throw new AppError("forbidden", "Only platform administrators may run jobs.");
  }
  await enqueueRun(getJob(request.job), request.scope);
}
