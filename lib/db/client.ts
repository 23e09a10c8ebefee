import { getSettings } from "@/lib/env";
import { createLogger } from "@/lib/logger";
import { PrismaClient } from "./generated/client";
import { ReconnectingPg } from "./reconnecting-adapter";

const SLOW_QUERY_MS = 200;
/** Pages read in milliseconds and a first sync writes for seconds: only what is neither is worth a warning. */
const ALARMING_QUERY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const APPLICATION_NAME = "tokenroll";

/** How loudly a query's duration is logged; null for not at all. */
export function toSlowQueryLevel(durationMs: number): "debug" | "warn" | null {
  if (durationMs <= SLOW_QUERY_MS) return null;
  return durationMs <= ALARMING_QUERY_MS ? "debug" : "warn";
}

export interface DatabaseOptions {
  /** How many connections at most. */
  poolSize?: number;
  /** How long a query waits for a free connection. */
  connectTimeoutMs?: number;
}

/**
 * A client on the database at `url`; the caller ends it with `$disconnect()`. Hashes of passwords and
 * tokens are left out of every read that does not ask for them by name.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}) {
  const logger = createLogger("database");
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const adapter = new ReconnectingPg(
    {
      connectionString: url,
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      keepAlive: true,
      application_name: APPLICATION_NAME,
    },
    {
      // Without these a restarted server would end the process; the next query opens a new connection.
      onPoolError: (error) => {
        logger.warn({ error: error.message }, "lost an idle database connection");
      },
      onConnectionError: (error) => {
        logger.warn({ error: error.message }, "lost a database connection in use");
      },
    },
  );
  const database = new PrismaClient({
    adapter,
    omit: { user: { passwordHash: true }, apiToken: { hash: true } },
    // The default two seconds of waiting for a connection fail under load.
    transactionOptions: { maxWait: connectTimeoutMs, timeout: 30_000 },
    log: [{ emit: "event", level: "query" }],
  });
  adapters.set(database, adapter);
  database.$on("query", ({ query, duration }) => {
    const level = toSlowQueryLevel(duration);
    if (level !== null) logger[level]({ durationMs: duration, query }, "slow query");
  });
  return database;
}

const adapters = new WeakMap<object, ReconnectingPg>();

/** How many connections this process has, how many of them rest, and how many queries wait for one. */
export function findPoolState(database: Database) {
  const pool = adapters.get(database)?.pool ?? null;
  return pool && { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}

/** Prisma's client with this product's options. */
export type Database = ReturnType<typeof createDatabase>;

/** What runs inside `database.$transaction(async (tx) => …)`. */
export type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** Next's development server loads modules again after each change; the pool must outlive that. */
const shared: typeof globalThis & { tokenrollDatabase?: Database } = globalThis;

/** Makes `database` the one that `getDatabase()` gives: for commands and tests that found their own. */
export function shareDatabase(database: Database | undefined): void {
  shared.tokenrollDatabase = database;
}

/**
 * The process's client on DATABASE_URL.
 * @throws when DATABASE_URL is not set: the embedded server's is handed down by `npm start`.
 */
export function getDatabase(): Database {
  if (shared.tokenrollDatabase) return shared.tokenrollDatabase;
  const { DATABASE_URL, DATABASE_POOL_SIZE } = getSettings();
  if (DATABASE_URL === undefined) {
    throw new Error(
      "DATABASE_URL is not set. `npm start` starts the embedded PostgreSQL and sets it.",
    );
  }
  const database = createDatabase(DATABASE_URL, { poolSize: DATABASE_POOL_SIZE });
  shareDatabase(database);
  return database;
}
