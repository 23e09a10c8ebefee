import "server-only";
import { LRUCache } from "lru-cache";
import { toErrorMessage } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { saveHealth, type HealthUpdate } from "./call-store";

const WRITTEN_EVERY_MS = 10_000;
/** What was written a moment ago, by token and what it said. */
const written = new LRUCache<string, true>({ max: 5_000, ttl: WRITTEN_EVERY_MS });

/**
 * Notes how a token's telemetry was taken, the same thing at most every few seconds. A figure about figures: where
 * it cannot be written, the telemetry itself is answered all the same.
 */
export async function noteHealth(update: HealthUpdate): Promise<void> {
  const key = JSON.stringify(update);
  if (written.has(key)) return;
  written.set(key, true);
  try {
    await saveHealth(update);
  } catch (error) {
    written.delete(key);
    createLogger("otlp").warn({ error: toErrorMessage(error) }, "could not note a token's health");
  }
}
