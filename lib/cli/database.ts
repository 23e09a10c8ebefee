import {
  findRunningPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { keepRunning, printRestart } from "./processes";

export interface OpenDatabase {
  url: string;
  /** Ends the embedded server when this process started it. */
  close(): Promise<void>;
}

export interface DatabaseSettings {
  DATABASE_URL?: string | undefined;
  DATA_DIR: string;
}

/** What the server refuses while it starts is the wait for it, not a problem. */
function printProblem(line: string): void {
  if (line.includes("database system is starting up")) return;
  if (/ (?:WARNING|ERROR|FATAL|PANIC): /.test(line)) process.stderr.write(`postgres: ${line}\n`);
}

/** At the address of before: those who use it know no other. */
async function startAgain(dataDir: string, { url, stop }: EmbeddedPostgres) {
  await stop(); // It is gone already; this gives the folder back.
  const server = await startEmbeddedPostgres({
    dataDir,
    port: Number(new URL(url).port),
    log: printProblem,
  });
  if (server.url === url) return server;
  await server.stop();
  throw new Error("PostgreSQL cannot start again: another process has taken its port");
}

/**
 * The embedded server of `dataDir`, started again at the same address whenever it ends by itself.
 * @throws {DataFolderInUseError} when another process runs it, and whatever keeps it from its first start
 */
export async function keepEmbeddedPostgres(dataDir: string): Promise<OpenDatabase> {
  let server = await startEmbeddedPostgres({ dataDir, log: printProblem });
  const { url } = server;
  let isFirst = true;
  const kept = keepRunning(async () => {
    if (!isFirst) server = await startAgain(dataDir, server);
    isFirst = false;
    return { exited: server.exited.then(() => "PostgreSQL ended"), stop: server.stop };
  }, printRestart);
  return { url, close: kept.stop };
}

/**
 * DATABASE_URL's server, else the embedded one of DATA_DIR, started when it is not running.
 * @throws {DataFolderInUseError} when `isOwner` and another process runs it.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  options: { isOwner: boolean },
): Promise<OpenDatabase> {
  const running = options.isOwner ? null : await findRunningPostgres(settings.DATA_DIR);
  const url = settings.DATABASE_URL ?? running;
  return url ? { url, close: () => Promise.resolve() } : keepEmbeddedPostgres(settings.DATA_DIR);
}

/** Brings the database up to date and says what was done. */
export async function migrateWithWords(url: string): Promise<void> {
  const { applied } = await migrateDatabase(url);
  const words = applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`;
  process.stdout.write(`Migrations: ${words}\n`);
}
