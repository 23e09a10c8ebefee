import type { Database } from "@/lib/db/client";
import { createSyncContext, type SyncContext } from "@/lib/sync/context";
import { createTestDatabase } from "@/lib/testing/database";
import { createAnalyticsClient } from "@/lib/upstream/analytics/client";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import type { AnalyticsOptions } from "../upstream/analytics/stand-in";
import { startAnalytics, type RunningAnalytics } from "../upstream/analytics/server";
import { SETTINGS, TODAY } from "./sync-bed";

export interface AnalyticsBed {
  db: Database;
  upstream: RunningAnalytics;
  context: SyncContext;
  /** Moves the clock that the stand-in and the jobs share. */
  advance(ms: number): void;
  now(): Date;
  close(): Promise<void>;
}

const TIMINGS = { timeoutMs: 5_000, maxAttempts: 2, retryBaseDelayMs: 5, maxRetryDelayMs: 20 };

/** A database and a stand-in of the analytics API with one clock, stopped at 10:30 UTC. */
export async function createAnalyticsBed(options: AnalyticsOptions = {}): Promise<AnalyticsBed> {
  let nowMs = Date.parse(`${TODAY}T10:30:00Z`);
  const database = await createTestDatabase();
  const upstream = await startAnalytics({
    people: 400,
    projects: 6,
    days: 90,
    now: () => nowMs,
    ...options,
  });
  const { db } = database;
  const clock = () => new Date(nowMs);
  const context = createSyncContext({
    db,
    // Nothing here reads LiteLLM; port 9 answers nobody.
    client: createLiteLLMClient({
      ...TIMINGS,
      clock,
      baseUrl: "http://127.0.0.1:9",
      apiKey: "sk-none",
      concurrency: 1,
      pageSize: 10,
    }),
    analytics: createAnalyticsClient({
      ...TIMINGS,
      clock,
      baseUrl: upstream.url,
      apiKey: upstream.keys.admin,
      concurrency: 8,
    }),
    settings: SETTINGS,
    now: clock,
  });
  return {
    db,
    upstream,
    context,
    advance: (ms) => void (nowMs += ms),
    now: clock,
    close: async () => {
      context.heartbeat.stop();
      await upstream.close();
      await database.drop();
    },
  };
}
