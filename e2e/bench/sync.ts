import { startStandIn, type StandInProcess } from "@/e2e/stand-in-process";
import { startNode, toTypeScriptArgs } from "@/lib/cli/processes";
import { migrateDatabase } from "@/lib/db/migrate";
import { getSettings, toChildEnv } from "@/lib/env";
import { addDays, toIsoDay } from "@/lib/time";
import { findPostgresVersion, openBenchDatabase, startBenchServer, withClient } from "./database";
import { readUsageNaively } from "./naive-sync";
import type { BenchOptions } from "./options";
import type { SuiteReport, SuiteResult } from "./report";
import { parseSyncMeasurement, type SyncMeasurement } from "./sync-measurement";

const HISTORY_DAYS = 400;
const LATENCY_MS = 100;
const USAGE_PATH = "/team/daily/activity";

const METHOD = `LiteLLM's stand-in in a process of its own, every answer ${LATENCY_MS} ms late, ${HISTORY_DAYS} days of
history, its clock stopped. Each reading is a process of its own: lists, prices, usage, messages into an
empty database, then the same again. Beside them usage alone, read with one request a tenant and day at
the same concurrency.`;

interface Reading extends SyncMeasurement {
  label: string;
  requests: number;
  usageRequests: number;
}

async function runReading(
  label: string,
  standIn: StandInProcess,
  databaseUrl: string,
): Promise<Reading> {
  await standIn.control.clearLog();
  let output = "";
  const child = startNode(toTypeScriptArgs("e2e/bench/sync-child.ts"), {
    env: toChildEnv({
      DATABASE_URL: databaseUrl,
      LITELLM_URL: standIn.url,
      LITELLM_MASTER_KEY: standIn.masterKey,
      SYNC_HISTORY_DAYS: String(HISTORY_DAYS),
    }),
    output: {
      write: (text) => {
        output += text;
      },
    },
  });
  await child.exited;
  const measurement = parseSyncMeasurement(output);
  const log = await standIn.control.log();
  return {
    label,
    ...measurement,
    requests: log.total,
    usageRequests: log.countsByPath[USAGE_PATH] ?? 0,
  };
}

async function countRows(databaseUrl: string): Promise<Record<"usage" | "messages", number>> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ usage: string; messages: string }>(
      `SELECT (SELECT count(*) FROM usage_daily) + (SELECT count(*) FROM usage_model_daily) AS usage,
              (SELECT count(*) FROM message_daily) AS messages`,
    );
    return { usage: Number(rows[0]?.usage), messages: Number(rows[0]?.messages) };
  });
}

function toRow(reading: Reading): string[] {
  return [
    reading.label,
    reading.outcome,
    reading.seconds.toFixed(1),
    String(reading.requests),
    String(reading.usageRequests),
    String(reading.rowsChanged),
    `${reading.startRssMib.toFixed(0)} → ${reading.peakRssMib.toFixed(0)} MiB`,
  ];
}

interface SyncFigures {
  readings: readonly Reading[];
  naive: { seconds: number; requests: number };
  rows: Record<"usage" | "messages", number>;
}

function toReport({ readings, naive, rows }: SyncFigures): SuiteReport {
  const again = readings.at(-1);
  return {
    title: "Reading LiteLLM",
    method: METHOD,
    tables: [
      {
        title: `Readings (${rows.usage} rows of usage, ${rows.messages} of messages stored)`,
        columns: [
          ...["reading", "outcome", "seconds", "requests", "of them usage"],
          ...["rows changed", "memory, loaded → peak"],
        ],
        rows: [
          ...readings.map(toRow),
          ...[
            [
              "usage alone, day by day",
              "",
              naive.seconds.toFixed(1),
              String(naive.requests),
              String(naive.requests),
              "",
              "",
            ],
          ],
        ],
      },
      {
        title: "Words of the readings that were not whole",
        columns: ["reading", "words"],
        rows: readings.flatMap(({ label, errors }) => errors.map((words) => [label, words])),
      },
    ].filter((table) => table.rows.length > 0),
    bars: [
      {
        name: "rows changed by the second reading",
        wanted: "0",
        measured: String(again?.rowsChanged),
        isMet: again?.rowsChanged === 0,
      },
    ],
  };
}

async function measure(standIn: StandInProcess, databaseUrl: string): Promise<SyncFigures> {
  // Time stands still, so that today's traffic does not grow between the two readings.
  await standIn.control.mutate({ op: "freezeClock", at: new Date().toISOString() });
  await standIn.control.setKnobs({ latencyMs: LATENCY_MS });
  const readings = [
    await runReading("first", standIn, databaseUrl),
    await runReading("second", standIn, databaseUrl),
  ];
  await standIn.control.clearLog();
  const today = toIsoDay(new Date());
  const range = { from: addDays(today, -HISTORY_DAYS), to: today };
  const { seconds } = await readUsageNaively(standIn, range, getSettings().LITELLM_CONCURRENCY);
  const { total } = await standIn.control.log();
  return { readings, naive: { seconds, requests: total }, rows: await countRows(databaseUrl) };
}

/** A first and a second reading of the whole history, and what the plain way would take. */
export async function runSyncSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const server = await startBenchServer();
  const standIn = await startStandIn({ days: HISTORY_DAYS, people: 0 });
  try {
    const databaseUrl = await openBenchDatabase(server.url, "bench_sync", true);
    await migrateDatabase(databaseUrl);
    log("reading twice, then day by day");
    const figures = await measure(standIn, databaseUrl);
    return { postgresVersion: await findPostgresVersion(server.url), report: toReport(figures) };
  } finally {
    await standIn.process.stop();
    await server.stop();
  }
}
