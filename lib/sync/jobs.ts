import type { Job } from "./job";
import { readInsights } from "./jobs/read-insights";
import { refreshAccounts } from "./jobs/refresh-accounts";
import { refreshTenant } from "./jobs/refresh-tenant";
import { syncAccountActivity } from "./jobs/sync-account-activity";
import { syncAccounts } from "./jobs/sync-accounts";
import { syncDirectory } from "./jobs/sync-directory";
import { syncInsights } from "./jobs/sync-insights";
import { syncLeaderboard } from "./jobs/sync-leaderboard";
import { syncLeaderboardPeople } from "./jobs/sync-leaderboard-people";
import { syncMessageHistory } from "./jobs/sync-message-history";
import { syncMessages } from "./jobs/sync-messages";
import { syncPrices } from "./jobs/sync-prices";
import { syncRecentUsage } from "./jobs/sync-recent-usage";
import { syncUsageHistory } from "./jobs/sync-usage-history";

/** Every job of the worker, in the order in which a first reading needs them. */
export const JOBS: readonly Job[] = [
  syncDirectory,
  syncAccounts,
  syncAccountActivity,
  syncPrices,
  syncRecentUsage,
  syncUsageHistory,
  syncMessages,
  syncMessageHistory,
  refreshTenant,
  refreshAccounts,
  // The leaderboard knows people's addresses, which the insights do not always have.
  syncLeaderboard,
  syncLeaderboardPeople,
  syncInsights,
  readInsights,
];

export function findJob(name: string): Job | undefined {
  return JOBS.find((job) => job.name === name);
}

/** @throws for a name that no job has */
export function getJob(name: string): Job {
  const job = findJob(name);
  if (!job) throw new Error(`There is no job ${name}`);
  return job;
}
