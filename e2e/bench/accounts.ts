import { startStandIn, type StandInProcess } from "@/e2e/stand-in-process";
import { startNode, toTypeScriptArgs } from "@/lib/cli/processes";
import { migrateDatabase } from "@/lib/db/migrate";
import { toChildEnv } from "@/lib/env";
import { parseAccountsMeasurement, type AccountsMeasurement } from "./accounts-measurement";
import { findPostgresVersion, openBenchDatabase, startBenchServer } from "./database";
import {
  FAULTS,
  readListWithFaults,
  readSinglyWithFaults,
  type FaultyReading,
} from "./faulty-accounts";
import { listCustomers, readAccountsNaively, type ListedCustomer } from "./naive-accounts";
import type { BenchOptions } from "./options";
import type { Bar, SuiteReport, SuiteResult, Table } from "./report";

const PEOPLE = { all: 12_000, small: 600 };
const LATENCY = { p50: 100, p95: 300 };
/** The plain way takes minutes; so many of its reads are made, and the time is that of all. */
const NAIVE_READS = 6_000;
const FAULTY_LISTS = 20;
const MIN_FEWER_REQUESTS = 50;
const MIN_FASTER = 20;
const MAX_SECONDS = 30;
const MAX_STALL_MS = 300;

const METHOD = `LiteLLM's stand-in in a process of its own with 12,000 people and three accounts each, among
customers of projects and tool sessions; every answer is late by a log-normal time (median ${LATENCY.p50} ms,
95th percentile ${LATENCY.p95} ms), its clock stopped. The product reads in a process of its own into an empty database,
then again, then with the list cut short once. The plain way reads one customer a request, 25 at once,
without storing anything: ${NAIVE_READS} of them are read and the time is scaled to all. Under faults the product's
client reads every account by itself, 25 at once, with a limit of 1.5 s for each attempt, and the list ${FAULTY_LISTS} times,
of which the first answer always fails; each amount is compared with LiteLLM's own.`;

interface Reading extends AccountsMeasurement {
  label: string;
}

async function runReading(
  label: string,
  standIn: StandInProcess,
  databaseUrl: string,
): Promise<Reading> {
  let output = "";
  const child = startNode(toTypeScriptArgs("e2e/bench/accounts-child.ts"), {
    env: toChildEnv({
      DATABASE_URL: databaseUrl,
      LITELLM_URL: standIn.url,
      LITELLM_MASTER_KEY: standIn.masterKey,
    }),
    output: { write: (text) => void (output += text) },
  });
  await child.exited;
  return { label, ...parseAccountsMeasurement(output) };
}

interface Figures {
  readings: readonly Reading[];
  naive: { seconds: number; requests: number };
  faulty: readonly FaultyReading[];
}

function toBar(name: string, wanted: string, measured: string, isMet: boolean): Bar {
  return { name, wanted, measured, isMet };
}

function listBars({ readings, naive, faulty }: Figures): Bar[] {
  const [first, second, broken] = readings;
  const fewer = naive.requests / (first?.requests ?? Number.NaN);
  const faster = naive.seconds / (first?.seconds ?? Number.NaN);
  const bad = faulty.reduce((sum, one) => sum + one.lost + one.doubled + one.zero + one.wrong, 0);
  const isSame = new Set(readings.map((one) => `${one.totalUsd} ${one.accounts}`)).size === 1;
  const seconds = first?.seconds ?? Number.NaN;
  const stallMs = first?.loopDelayMs.max ?? Number.NaN;
  return [
    toBar(
      "fewer requests than one for each account",
      `${MIN_FEWER_REQUESTS}×`,
      `${fewer.toFixed(0)}×`,
      fewer >= MIN_FEWER_REQUESTS,
    ),
    toBar(
      "faster than one request for each account",
      `${MIN_FASTER}×`,
      `${faster.toFixed(0)}×`,
      faster >= MIN_FASTER,
    ),
    toBar(
      `seconds for ${naive.requests} accounts`,
      `≤ ${MAX_SECONDS}`,
      seconds.toFixed(1),
      seconds <= MAX_SECONDS,
    ),
    toBar(
      "rows changed by the second reading",
      "0",
      String(second?.rowsChanged),
      second?.rowsChanged === 0,
    ),
    toBar(
      "same total and count after a list that was cut short",
      "yes",
      isSame ? "yes" : "no",
      isSame && broken?.outcome === "ok",
    ),
    toBar("accounts lost, doubled, zero or wrong under faults", "0", String(bad), bad === 0),
    toBar(
      "longest stall of the first reading in ms",
      `≤ ${MAX_STALL_MS}`,
      stallMs.toFixed(0),
      stallMs <= MAX_STALL_MS,
    ),
  ];
}

function toFaultTable(faulty: readonly FaultyReading[]): Table {
  return {
    title: "Reads under faults",
    columns: [
      ...["reads", "accounts", "seconds", "requests", "retries"],
      ...["lost", "doubled", "zero", "wrong"],
    ],
    rows: faulty.map((one) => [
      one.label,
      String(one.asked),
      one.seconds.toFixed(1),
      String(one.requests),
      String(one.retries),
      String(one.lost),
      String(one.doubled),
      String(one.zero),
      String(one.wrong),
    ]),
  };
}

function toReport(figures: Figures): SuiteReport {
  const { readings, naive, faulty } = figures;
  return {
    title: "Reading 36,000 accounts",
    method: METHOD,
    tables: [
      {
        title: `Readings (${readings[0]?.accounts ?? 0} rows stored)`,
        columns: [
          ...["reading", "outcome", "seconds", "requests", "retries", "rows changed"],
          ...["memory, loaded → peak", "event loop delay, p99 / max"],
        ],
        rows: [
          ...readings.map((one) => [
            one.label,
            one.outcome,
            one.seconds.toFixed(1),
            String(one.requests),
            String(one.retries),
            String(one.rowsChanged),
            `${one.startRssMib.toFixed(0)} → ${one.peakRssMib.toFixed(0)} MiB`,
            `${one.loopDelayMs.p99.toFixed(0)} / ${one.loopDelayMs.max.toFixed(0)} ms`,
          ]),
          [
            "one by one, scaled",
            "",
            naive.seconds.toFixed(1),
            String(naive.requests),
            "",
            "",
            "",
            "",
          ],
        ],
      },
      toFaultTable(faulty),
    ],
    bars: listBars(figures),
  };
}

async function readWithAllFaults(standIn: StandInProcess, customers: readonly ListedCustomer[]) {
  const readings: FaultyReading[] = [];
  for (const faults of FAULTS) {
    readings.push(await readSinglyWithFaults(standIn, customers, faults));
    readings.push(await readListWithFaults(standIn, customers, faults, FAULTY_LISTS));
  }
  return readings;
}

async function measure(
  standIn: StandInProcess,
  databaseUrl: string,
  log: (line: string) => void,
): Promise<Figures> {
  await standIn.control.mutate({ op: "freezeClock", at: new Date().toISOString() });
  const customers = await listCustomers(standIn);
  await standIn.control.setKnobs({ latencyMs: LATENCY });
  const readings = [
    await runReading("first", standIn, databaseUrl),
    await runReading("second", standIn, databaseUrl),
  ];
  await standIn.control.setKnobs({ failFirst: 1, errorKind: "truncate" });
  readings.push(await runReading("list cut short once", standIn, databaseUrl));
  log("one by one");
  const ids = customers.slice(0, NAIVE_READS).map((customer) => customer.user_id);
  const sample = await readAccountsNaively(standIn, ids);
  const all = customers.length;
  const naive = { seconds: (sample.seconds * all) / ids.length, requests: all };
  log("with faults");
  return { readings, naive, faulty: await readWithAllFaults(standIn, customers) };
}

/** Everybody's accounts by one list, beside one request for each; then with faults. */
export async function runAccountsSuite(
  { isSmall }: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const server = await startBenchServer();
  const people = isSmall ? PEOPLE.small : PEOPLE.all;
  const standIn = await startStandIn({ people, hasEveryAccount: true });
  try {
    const databaseUrl = await openBenchDatabase(server.url, "bench_accounts", true);
    await migrateDatabase(databaseUrl);
    const figures = await measure(standIn, databaseUrl, log);
    return { postgresVersion: await findPostgresVersion(server.url), report: toReport(figures) };
  } finally {
    await standIn.process.stop();
    await server.stop();
  }
}
