import { prepareDatabase, withClient } from "./database";
import { fillRollups } from "./rollups";
import { loadSpendLogs, SPEND_LOGS } from "./spend-logs";

/** Grows when the data's making changes, so that kept data of an older making is made anew. */
const DATA_VERSION = "1";

/** The mark is unlogged like the calls: a crash of the server empties both. */
async function isLoaded(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const table = await client.query(
      "SELECT 1 WHERE to_regclass('litellm_raw.loaded') IS NOT NULL",
    );
    if (table.rowCount === 0) return false;
    const mark = await client.query("SELECT 1 FROM litellm_raw.loaded WHERE version = $1", [
      DATA_VERSION,
    ]);
    return mark.rowCount === 1;
  });
}

async function markLoaded(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("CREATE UNLOGGED TABLE litellm_raw.loaded (version text PRIMARY KEY)");
    await client.query("INSERT INTO litellm_raw.loaded VALUES ($1)", [DATA_VERSION]);
  });
}

/** A database with so many raw calls and the rollups made of them; kept from the last run if there is one. */
export async function prepareReadData(
  serverUrl: string,
  callCount: number,
  isFresh: boolean,
  log: (line: string) => void,
): Promise<string> {
  const url = await prepareDatabase(serverUrl, `bench_${callCount}`, isFresh);
  if (await isLoaded(url)) {
    log(`${callCount} calls: kept from an earlier run`);
    return url;
  }
  log(`${callCount} calls: loading`);
  const startedAt = Date.now();
  await loadSpendLogs(url, callCount, log);
  await fillRollups(url, log);
  await markLoaded(url);
  log(`${callCount} calls: loaded in ${Math.round((Date.now() - startedAt) / 1000)} s`);
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
              (SELECT count(*) FROM usage_daily) + (SELECT count(*) FROM message_daily) AS "rollupRows",
              pg_total_relation_size('usage_daily') + pg_total_relation_size('message_daily') AS "rollupBytes"`,
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
