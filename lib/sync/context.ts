import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Database } from "@/lib/db/client";
import type { Settings } from "@/lib/env";
import { createLogger } from "@/lib/logger";
import type { AnalyticsClient } from "@/lib/upstream/analytics/client";
import type { LiteLLMClient } from "@/lib/upstream/litellm/client";
import type { SeparatedDays } from "./messages/separate-calls";
import { createHeartbeat, type Heartbeat } from "./runs/heartbeat";

const CONFIRM_AFTER_MS = 60_000;

export type SyncSettings = Pick<
  Settings,
  | "ACCOUNT_CLI_SUFFIX"
  | "ACCOUNT_PREMIUM_SUFFIX"
  | "ACCOUNT_PROJECT_PREFIX"
  | "ANALYTICS_HISTORY_DAYS"
  | "ANALYTICS_INTERVAL_MINUTES"
  | "ANALYTICS_ON_DEMAND_MB"
  | "CHANNEL_TAG_PREFIX"
  | "LITELLM_CONCURRENCY"
  | "LITELLM_SPEND_LOG_PAGES"
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
  /** The clock that orders readings and decides which day is today. */
  now: () => Date;
  /** Sets that clock by the database's again. */
  setClock: () => Promise<void>;
  /** How much later a second reading must be to confirm a loss. */
  confirmAfterMs: number;
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal;
  /** What spend logs said of agents' days, so that an unchanged day is asked for once. */
  separated: SeparatedDays;
}

export interface SyncOptions {
  db: Database;
  client: LiteLLMClient;
  analytics?: AnalyticsClient | null;
  settings: SyncSettings;
  signal?: AbortSignal;
  now?: () => Date;
  setClock?: () => Promise<void>;
  confirmAfterMs?: number;
}

/** A worker's own context. The caller ends it with `heartbeat.stop()`. */
export function createSyncContext(options: SyncOptions): SyncContext {
  const { db, client, settings } = options;
  return {
    db,
    client,
    analytics: options.analytics ?? null,
    settings,
    workerId: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    heartbeat: createHeartbeat(db),
    logger: createLogger("sync"),
    now: options.now ?? (() => new Date()),
    setClock: options.setClock ?? (() => Promise.resolve()),
    confirmAfterMs: options.confirmAfterMs ?? CONFIRM_AFTER_MS,
    signal: options.signal ?? new AbortController().signal,
    separated: new Map(),
  };
}
