import type { Database } from "@/lib/db/client";
import { createLogger } from "@/lib/logger";
import { beatRuns } from "./run-store";

export const HEARTBEAT_MS = 2_000;

/** Keeps the records of this process's runs alive, and learns which of them another worker took over. */
export interface Heartbeat {
  watch(runId: string, onLost: () => void): void;
  forget(runId: string): void;
  stop(): void;
}

export function createHeartbeat(db: Database, everyMs = HEARTBEAT_MS): Heartbeat {
  const logger = createLogger("sync");
  const watched = new Map<string, () => void>();
  let isBeating = false;

  async function beat(): Promise<void> {
    if (isBeating || watched.size === 0) return;
    isBeating = true;
    const asked = [...watched];
    try {
      const alive = new Set(
        await beatRuns(
          db,
          asked.map(([runId]) => runId),
        ),
      );
      for (const [runId, onLost] of asked) if (!alive.has(runId)) onLost();
    } catch (error) {
      logger.warn({ error }, "could not write the heartbeat");
    } finally {
      isBeating = false;
    }
  }

  const timer = setInterval(() => void beat(), everyMs);
  timer.unref();
  return {
    watch: (runId, onLost) => void watched.set(runId, onLost),
    forget: (runId) => void watched.delete(runId),
    stop: () => {
      clearInterval(timer);
    },
  };
}
