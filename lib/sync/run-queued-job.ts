import type { SyncContext } from "./context";
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
import type { JobName } from "./queues";
import type { RunRequest, RunResult } from "./run";

/** The one place that knows which code a queue's name stands for. */
export function runQueuedJob(
  context: SyncContext,
  name: JobName,
  request: Omit<RunRequest, "job">,
): Promise<RunResult> {
  switch (name) {
    case "sync-directory":
      return syncDirectory(context, request);
    case "sync-recent-usage":
      return syncRecentUsage(context, request);
    case "sync-usage-history":
      return syncUsageHistory(context, request);
    case "sync-messages":
      return syncMessages(context, request);
    case "sync-message-history":
      return syncMessageHistory(context, request);
    case "sync-prices":
      return syncPrices(context, request);
    case "sync-accounts":
      return syncAccounts(context, request);
    case "sync-account-activity":
      return syncAccountActivity(context, request);
    case "refresh-accounts":
      return refreshAccounts(context, request);
    case "sync-leaderboard":
      return syncLeaderboard(context, request);
    case "sync-leaderboard-people":
      return syncLeaderboardPeople(context, request);
    case "sync-insights":
      return syncInsights(context, request);
    case "refresh-tenant":
      return refreshTenant(context, request);
  }
}
