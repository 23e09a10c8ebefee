import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import { BENCH_DIR } from "./options";

/** The benchmarks' own server; its databases stay from run to run. */
export async function startBenchServer(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: path.resolve(BENCH_DIR), port: 0 });
  await withClient(server.url, async (client) => {
    await client.query("ALTER SYSTEM SET max_wal_size = '8GB'");
    await client.query("SELECT pg_reload_conf()");
  });
  return server;
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The database of that name on the server, made when it is not there or `isFresh` is asked for. */
export async function openBenchDatabase(
  serverUrl: string,
  name: string,
  isFresh: boolean,
): Promise<string> {
  await withClient(serverUrl, async (client) => {
    if (isFresh) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export function findPostgresVersion(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version ?? "unknown";
  });
}
