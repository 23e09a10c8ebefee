import { openBenchDatabase, withClient } from "./database";
import { fillRollups, fingerprintRollups } from "./rollups";
import { loadSpendLogs, SPEND_LOGS } from "./spend-logs";

/** Grows when the making of the raw calls changes, so that kept ones of an older making are made anew. */
const CALLS_VERSION = "2";

type Part = "calls" | "rollups";

/** The marks are unlogged like the calls: a crash of the server empties both. */
async function hasMark(url: string, part: Part, version: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const table = await client.query("SELECT 1 WHERE to_regclass('bench_mark.mark') IS NOT NULL");
    if (table.rowCount === 0) return false;
    const mark = await client.query(
      "SELECT 1 FROM bench_mark.mark WHERE part = $1 AND version = $2",
      [part, version],
    );
    return mark.rowCount === 1;
  });
}

async function setMark(url: string, part: Part, version: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(
      `CREATE SCHEMA IF NOT EXISTS bench_mark;
       CREATE UNLOGGED TABLE IF NOT EXISTS bench_mark.mark (part text PRIMARY KEY, version text)`,
    );
    await client.query(
      `INSERT INTO bench_mark.mark VALUES ($1, $2)
       ON CONFLICT (part) DO UPDATE SET version = excluded.version`,
      [part, version],
    );
  });
}

/** A database with so many raw calls and the rollups made of them; what is kept and still right is not made again. */
export async function prepareReadData(
  serverUrl: string,
  callCount: number,
  isFresh: boolean,
  log: (line: string) => void,
): Promise<string> {
  const url = await openBenchDatabase(serverUrl, `bench_${callCount}`, isFresh);
  const startedAt = Date.now();
  const hasCalls = await hasMark(url, "calls", CALLS_VERSION);
  if (!hasCalls) {
    log(`${callCount} calls: loading`);
    await loadSpendLogs(url, callCount, log);
    await setMark(url, "calls", CALLS_VERSION);
  }
  const rollups = await fingerprintRollups();
  if (!hasCalls || !(await hasMark(url, "rollups", rollups))) {
    await fillRollups(url, log);
    await setMark(url, "rollups", rollups);
  }
  log(`${callCount} calls: ready after ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return url;
}

export interface DataSize {
  calls: number;
  rawBytes: number;
  rollupRows: number;
  rollupBytes: number;
}

/** Bytes include the indexes. */
export async function measureDataSize(url: string): Promise<DataSize> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<keyof DataSize, string>>(
      `SELECT (SELECT count(*) FROM ${SPEND_LOGS}) AS calls,
              pg_total_relation_size('${SPEND_LOGS}') AS "rawBytes",
              (SELECT sum(n_live_tup) FROM pg_stat_user_tables WHERE schemaname = 'public') AS "rollupRows",
              (SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables
               WHERE schemaname = 'public') AS "rollupBytes"`,
    );
    const [row] = rows;
    return {
      calls: Number(row?.calls),
      rawBytes: Number(row?.rawBytes),
      rollupRows: Number(row?.rollupRows),
      rollupBytes: Number(row?.rollupBytes),
    };
  });
}
