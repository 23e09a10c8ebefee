import type { Settings } from "@/lib/env";
import { createAnalyticsClient, type AnalyticsClient } from "./client";

/** The client's options as the settings have them; address and credential are optional. */
export function toAnalyticsOptions(settings: Settings) {
  return {
    baseUrl: settings.ANALYTICS_URL,
    apiKey: settings.ANALYTICS_KEY,
    timeoutMs: settings.ANALYTICS_TIMEOUT_MS,
    concurrency: settings.ANALYTICS_CONCURRENCY,
  };
}

/** The client that the settings describe; null where there is no analytics API. */
export function findAnalyticsClient(
  settings: Settings,
  clock?: () => Date,
): AnalyticsClient | null {
  const { baseUrl, apiKey, ...options } = toAnalyticsOptions(settings);
  if (baseUrl === undefined || apiKey === undefined) return null;
  return createAnalyticsClient({ ...options, baseUrl, apiKey, clock });
}
