import type { Settings } from "@/lib/env";
import { createAnalyticsClient, type AnalyticsClient } from "./client";

/** The client that the settings describe; null where there is no analytics API. */
export function findAnalyticsClient(settings: Settings): AnalyticsClient | null {
  const { ANALYTICS_URL, ANALYTICS_KEY } = settings;
  if (ANALYTICS_URL === undefined || ANALYTICS_KEY === undefined) return null;
  return createAnalyticsClient({
    baseUrl: ANALYTICS_URL,
    apiKey: ANALYTICS_KEY,
    timeoutMs: settings.ANALYTICS_TIMEOUT_MS,
    concurrency: settings.ANALYTICS_CONCURRENCY,
  });
}
