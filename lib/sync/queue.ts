import PgBoss from "pg-boss";
import { z } from "zod";
import type { Database, Transaction } from "@/lib/db/client";
import { createLogger } from "@/lib/logger";
import { RUN_TRIGGERS } from "./job";
import { JOBS } from "./jobs";

/** What a queued job carries. */
export const payloadSchema = z.object({
  scope: z.string().min(1),
  trigger: z.enum(RUN_TRIGGERS),
  /** How many workers have died of it so far. */
  deaths: z.number().int().nonnegative().default(0),
});
export type JobPayload = z.input<typeof payloadSchema>;

const RETRIES = 2;
const RETRY_DELAY_SECONDS = 20;
/** Longer than any run lasts: dead workers are found by their heartbeat, not by this. */
const EXPIRE_SECONDS = 3_600;
const RECONNECT_DELAY_MS = 500;
const QUEUE_POOL_SIZE = 4;
const SETUP_TIMEOUT_MS = 60_000;

/** An arbitrary number that all workers agree on. */
const SETUP_LOCK = 7_410_221_123;

/** "short": one job of a name and scope waits at most; that only one runs is the run record's lease. */
async function createQueues(boss: PgBoss): Promise<void> {
  for (const { name, retries = RETRIES } of JOBS) {
    await boss.createQueue(name, {
      name,
      policy: "short",
      retryLimit: retries,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      expireInSeconds: EXPIRE_SECONDS,
    });
  }
}

/** One queued job; its scope is also what makes it single. */
export function toJobInsert(name: string, payload: JobPayload): PgBoss.JobInsert {
  return { name, data: payload, singletonKey: payload.scope };
}

const CONNECTION_LOST = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"]);

/** The server went away or is starting, as opposed to refusing the statement. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (CONNECTION_LOST.has(code) || code.startsWith("08") || code.startsWith("57P")) return true;
  return /connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}

/**
 * Makes a queue's statements wait for a server that restarts: pg-boss does not look at the outcome of some
 * of them, and a rejection that nobody handles would end the process.
 */
function makePatient(connection: PgBoss.Db, signal: AbortSignal): void {
  const execute = connection.executeSql.bind(connection);
  connection.executeSql = async (text, values) => {
    for (;;) {
      try {
        return await execute(text, values);
      } catch (error) {
        if (signal.aborted || !isConnectionLoss(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_DELAY_MS));
      }
    }
  };
}

/**
 * Opens the worker's queue and makes its tables where they are missing; workers that start together do
 * that one after another.
 * @param signal ends the waiting for a server that is away
 */
export async function openQueue(
  db: Database,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<PgBoss> {
  const logger = createLogger("queue");
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: QUEUE_POOL_SIZE,
    application_name: "tokenroll-queue",
    archiveCompletedAfterSeconds: 3_600,
    archiveFailedAfterSeconds: 24 * 3_600,
    deleteAfterHours: 48,
    maintenanceIntervalSeconds: 60,
  });
  boss.on("error", (error) => {
    logger.warn({ error: error.message }, "the queue had an error");
  });
  makePatient(boss.getDb(), signal);
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK}::bigint)`;
      await boss.start();
      await createQueues(boss);
    },
    { timeout: SETUP_TIMEOUT_MS, maxWait: SETUP_TIMEOUT_MS },
  );
  return boss;
}

/** pg-boss on a connection of ours, for instance inside a transaction. */
function toQueueDatabase(db: Database | Transaction): PgBoss.Db {
  return {
    executeSql: async (text: string, values: unknown[]) => {
      const parameters = values.map((value) => value ?? null);
      const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(text, ...parameters);
      return { rows };
    },
  };
}

/** A queue that only puts jobs in; it starts no timers and opens no connections. */
export function toSender(db: Database | Transaction): PgBoss {
  return new PgBoss({ db: toQueueDatabase(db), supervise: false, schedule: false, migrate: false });
}
