import type { Logger } from "pino";
import type { Database } from "@/lib/db/client";
import type { Settings } from "@/lib/env";
import type { AnalyticsClient } from "@/lib/upstream/analytics/client";
import type { LiteLLMClient } from "@/lib/upstream/litellm/client";
import type { Heartbeat } from "./heartbeat";

export type SyncSettings = Pick<
  Settings,
  | "ACCOUNT_CLI_SUFFIX"
  | "ACCOUNT_PREMIUM_SUFFIX"
  | "ACCOUNT_PROJECT_PREFIX"
  | "ANALYTICS_HISTORY_DAYS"
  | "ANALYTICS_INTERVAL_MINUTES"
  | "CHANNEL_TAG_PREFIX"
  | "LITELLM_CONCURRENCY"
  | "SYNC_ACCOUNTS_MINUTES"
  | "SYNC_HISTORY_DAYS"
  | "SYNC_INTERVAL_MINUTES"
  | "SYNC_RECENT_DAYS"
  | "TENANT_ENTITY"
>;

/** What every job works with. */
export interface SyncContext {
  db: Database;
  client: LiteLLMClient;
  /** Null where no analytics API is configured. */
  analytics: AnalyticsClient | null;
  settings: SyncSettings;
  workerId: string;
  heartbeat: Heartbeat;
  logger: Logger;
  /** Decides which day is today. */
  now: () => Date;
  /** How much later a second reading must be to confirm a loss. */
  confirmAfterMs: number;
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal;
}
