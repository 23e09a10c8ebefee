const JOBS: ReadonlyMap<string, string> = new Map([
  ["read-insights", "Analytics asked for"],
  ["refresh-accounts", "One person's accounts"],
  ["refresh-tenant", "One tenant, asked for"],
  ["sync-account-activity", "Activity of accounts"],
  ["sync-accounts", "People's accounts"],
  ["sync-directory", "Names and budgets"],
  ["sync-insights", "Analytics"],
  ["sync-leaderboard", "Leaderboard"],
  ["sync-leaderboard-people", "Leaderboard's people"],
  ["sync-message-history", "Messages of earlier days"],
  ["sync-messages", "Messages of the last days"],
  ["sync-prices", "Prices"],
  ["sync-recent-usage", "Usage of the last days"],
  ["sync-usage-history", "Usage of earlier days"],
]);

/** What a job reads; its own name where it is new. */
export function toJobWords(job: string): string {
  return JOBS.get(job) ?? job;
}
