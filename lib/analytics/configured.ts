import "server-only";
import { getSettings } from "@/lib/env";
import { getAnalyticsSnapshot } from "@/lib/freshness/service";

function isAnalyticsConfigured(): boolean {
  const { ANALYTICS_URL, ANALYTICS_KEY } = getSettings();
  return ANALYTICS_URL !== undefined && ANALYTICS_KEY !== undefined;
}

/** True where an analytics API is configured, or was: what it gave then is still shown. */
export async function hasAnalytics(): Promise<boolean> {
  if (isAnalyticsConfigured()) return true;
  const snapshots = await Promise.all([
    getAnalyticsSnapshot("insights"),
    getAnalyticsSnapshot("leaderboard"),
  ]);
  return snapshots.some(({ asOf, cause }) => asOf !== null || cause !== null);
}
