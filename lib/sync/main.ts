import { createDatabase, shareDatabase } from "@/lib/db/client";
import { openDatabaseClock } from "@/lib/db/clock";
import { getSettings } from "@/lib/env";
import { createLogger } from "@/lib/logger";
import { findAnalyticsClient } from "@/lib/upstream/analytics/from-settings";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import { startWorker } from "./worker";

function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}

/**
 * The worker process: reads LiteLLM on schedule until SIGTERM or SIGINT, then ends or hands back its jobs.
 * @throws when DATABASE_URL is not set or the database cannot be reached at the start
 */
export async function runWorkerProcess(): Promise<void> {
  const settings = getSettings();
  const logger = createLogger("worker");
  if (settings.DATABASE_URL === undefined) {
    throw new Error(
      "DATABASE_URL is not set. `npm start` starts the embedded PostgreSQL and sets it.",
    );
  }
  const db = createDatabase(settings.DATABASE_URL, { poolSize: settings.DATABASE_POOL_SIZE });
  shareDatabase(db);
  const stopped = waitForSignal();
  const { now, set: setClock } = await openDatabaseClock(db);
  const client = createLiteLLMClient({ ...toLiteLLMOptions(settings), clock: now });
  const analytics = findAnalyticsClient(settings, now);
  const databaseUrl = settings.DATABASE_URL;
  const worker = await startWorker({ db, client, analytics, settings, databaseUrl, now, setClock });
  logger.info({ workerId: worker.workerId }, "worker started");
  const signal = await stopped;
  logger.info({ signal }, "worker stops");
  await worker.stop();
  await db.$disconnect();
}
