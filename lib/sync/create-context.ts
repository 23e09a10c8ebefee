import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Database } from "@/lib/db/client";
import { createLogger } from "@/lib/logger";
import type { AnalyticsClient } from "@/lib/upstream/analytics/client";
import type { LiteLLMClient } from "@/lib/upstream/litellm/client";
import type { SyncContext, SyncSettings } from "./context";
import { createHeartbeat } from "./heartbeat";

const CONFIRM_AFTER_MS = 60_000;

export interface SyncOptions {
  db: Database;
  client: LiteLLMClient;
  analytics?: AnalyticsClient | null;
  settings: SyncSettings;
  signal?: AbortSignal;
  now?: () => Date;
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
    confirmAfterMs: options.confirmAfterMs ?? CONFIRM_AFTER_MS,
    signal: options.signal ?? new AbortController().signal,
  };
}
