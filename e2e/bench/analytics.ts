import { startAnalyticsStandIn } from "@/e2e/stand-in-process";
import { startNode, toTypeScriptArgs } from "@/lib/cli/processes";
import { migrateDatabase } from "@/lib/db/migrate";
import { toChildEnv } from "@/lib/env";
import { parseAnalyticsMeasurement, type AnalyticsMeasurement } from "./analytics-measurement";
import { findPostgresVersion, openBenchDatabase, startBenchServer } from "./database";
import type { BenchOptions } from "./options";
import type { SuiteReport, SuiteResult } from "./report";

const LATENCY_MS = 100;
const CONCURRENCY = 8;
const DAYS = 30;
const MAX_P95_MS = 20;

const METHOD = `The analytics API's stand-in with 12,000 people and 40 projects in a process of its own, every answer
${LATENCY_MS} ms late, ${CONCURRENCY} requests at once. One process reads the leaderboard, then what everybody spent in
each project on ${DAYS} days and in 49 hours and the tables of seven periods, into an empty database; then both
again. Then the leaderboard's service answers each question 40 times, its ETag not used.`;

function toReport(measured: AnalyticsMeasurement): SuiteReport {
  const { readings, questions, people, startRssMib, peakRssMib } = measured;
  const slowest = Math.max(...questions.map(({ p95Ms }) => p95Ms));
  return {
    title: "Reading the analytics API and answering from it",
    method: METHOD,
    tables: [
      {
        title: `Readings (memory ${startRssMib.toFixed(0)} → ${peakRssMib.toFixed(0)} MiB)`,
        columns: ["reading", "outcome", "seconds", "requests", "rows changed"],
        rows: readings.map((one) => [
          one.label,
          one.outcome,
          one.seconds.toFixed(1),
          String(one.requests),
          String(one.rowsChanged),
        ]),
      },
      {
        title: `A page of the leaderboard out of ${people} people, milliseconds in the server`,
        columns: ["question", "p50", "p95"],
        rows: questions.map((one) => [one.label, one.p50Ms.toFixed(1), one.p95Ms.toFixed(1)]),
      },
    ],
    bars: [
      {
        name: "search, sort and page change, p95",
        wanted: `<= ${MAX_P95_MS} ms`,
        measured: `${slowest.toFixed(1)} ms`,
        isMet: slowest <= MAX_P95_MS,
      },
    ],
  };
}

/** A first and a second reading of the analytics API, and how fast the leaderboard answers. */
export async function runAnalyticsSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const server = await startBenchServer();
  const standIn = await startAnalyticsStandIn();
  try {
    const databaseUrl = await openBenchDatabase(server.url, "bench_analytics", true);
    await migrateDatabase(databaseUrl);
    await standIn.control.setKnobs({ latencyMs: LATENCY_MS });
    log("reading the analytics API twice");
    let output = "";
    const child = startNode(toTypeScriptArgs("e2e/bench/analytics-child.ts"), {
      env: toChildEnv({
        DATABASE_URL: databaseUrl,
        ANALYTICS_URL: standIn.url,
        ANALYTICS_KEY: standIn.key,
        ANALYTICS_CONCURRENCY: String(CONCURRENCY),
        ANALYTICS_HISTORY_DAYS: String(DAYS),
      }),
      output: { write: (text) => (output += text) },
    });
    await child.exited;
    const report = toReport(parseAnalyticsMeasurement(output));
    return { postgresVersion: await findPostgresVersion(server.url), report };
  } finally {
    await standIn.process.stop();
    await server.stop();
  }
}
