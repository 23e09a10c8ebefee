import { findRunningPostgres, startEmbeddedPostgres } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";

export interface OpenDatabase {
  url: string;
  /** Ends the embedded server when this process started it. */
  close(): Promise<void>;
  /** Resolves when the embedded server ends; never for an external one. */
  exited: Promise<void>;
}

export interface DatabaseSettings {
  DATABASE_URL?: string | undefined;
  DATA_DIR: string;
}

const NEVER = new Promise<void>(() => undefined);

/** What the server refuses while it starts is the wait for it, not a problem. */
function printProblem(line: string): void {
  if (line.includes("database system is starting up")) return;
  if (/ (?:WARNING|ERROR|FATAL|PANIC): /.test(line)) process.stderr.write(`postgres: ${line}\n`);
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
  if (url) return { url, close: () => Promise.resolve(), exited: NEVER };
  const server = await startEmbeddedPostgres({ dataDir: settings.DATA_DIR, log: printProblem });
  return { url: server.url, close: () => server.stop(), exited: server.exited };
}

/** Brings the database up to date and says what was done. */
export async function migrateWithWords(url: string): Promise<void> {
  const { applied } = await migrateDatabase(url);
  const words = applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`;
  process.stdout.write(`Migrations: ${words}\n`);
}
