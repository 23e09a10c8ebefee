import { createDatabase, shareDatabase } from "@/lib/db/client";
import { createQueryRecorder } from "@/lib/testing/query-plans";
import { addDays, type DayRange } from "@/lib/time";
import { findPostgresVersion, startBenchServer, withClient } from "./database";
import type { BenchOptions } from "./options";
import { measureDataSize, prepareReadData, type DataSize } from "./read-data";
import { QUESTIONS } from "./read-questions";
import { toReadReport, type Growth, type Measurement } from "./read-report";
import { checkQuestion, timePair, timeQuestion, type Asker } from "./read-timing";
import type { SuiteResult } from "./report";
import { LAST_DAY } from "./spend-logs";

const RANGE_DAYS = [30, 90];

interface TenantChoice {
  label: string;
  id: string;
}

/** The tenant with the most calls and the one in the middle. */
async function findTenants({ client }: Asker): Promise<TenantChoice[]> {
  const { rows } = await client.query<{ tenant_id: string }>(
    "SELECT tenant_id FROM tenant_usage_daily GROUP BY 1 ORDER BY sum(call_count) DESC",
  );
  const ids = rows.map((row) => row.tenant_id);
  return [
    { label: "biggest", id: ids[0] ?? "" },
    { label: "median", id: ids[Math.floor((ids.length - 1) / 2)] ?? "" },
  ];
}

function toRange(days: number): DayRange {
  return { from: addDays(LAST_DAY, 1 - days), to: LAST_DAY };
}

/** Every dated question for both ranges; the undated one once. */
async function measureTenant(asker: Asker, tenant: TenantChoice, calls: number) {
  const measurements: Measurement[] = [];
  for (const question of QUESTIONS) {
    for (const days of question.isDated ? RANGE_DAYS : RANGE_DAYS.slice(0, 1)) {
      await checkQuestion(asker, question, tenant.id, toRange(days));
      measurements.push({
        calls,
        tenant: tenant.label,
        days: question.isDated ? days : null,
        question: question.name,
        times: await timeQuestion(asker, question, tenant.id, toRange(days)),
      });
    }
  }
  return measurements;
}

async function measure(
  url: string,
  calls: number,
  log: (line: string) => void,
): Promise<Measurement[]> {
  const database = createDatabase(url);
  shareDatabase(database);
  const recorder = createQueryRecorder(database);
  const measurements: Measurement[] = [];
  try {
    await withClient(url, async (client) => {
      const asker = { client, recorder };
      for (const tenant of await findTenants(asker)) {
        measurements.push(...(await measureTenant(asker, tenant, calls)));
        log(`${calls} calls, ${tenant.label} tenant: equal answers, measured`);
      }
    });
  } finally {
    shareDatabase(undefined);
    await database.$disconnect();
  }
  return measurements;
}

function findSame(measurements: readonly Measurement[], wanted: Measurement, calls: number) {
  return measurements.find(
    (measurement) =>
      measurement.calls === calls &&
      measurement.tenant === wanted.tenant &&
      measurement.days === wanted.days &&
      measurement.question === wanted.question,
  );
}

/** How much slower each question is on the largest data than on the smallest. */
async function measureGrowth(
  urlByCalls: ReadonlyMap<number, string>,
  measurements: readonly Measurement[],
): Promise<Growth[]> {
  const sizes = [...urlByCalls].sort(([a], [b]) => a - b);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (!smallest || !largest || smallest === largest) return [];
  return withClient(smallest[1], (before) =>
    withClient(largest[1], async (after) => {
      const growth: Growth[] = [];
      for (const measurement of measurements) {
        const same = findSame(measurements, measurement, smallest[0]);
        if (measurement.calls !== largest[0] || !same) continue;
        const statements = { before: same.times.statement, after: measurement.times.statement };
        growth.push({ measurement, times: await timePair(before, after, statements) });
      }
      return growth;
    }),
  );
}

/** Panels out of rollups beside the same panels out of raw calls. */
export async function runReadSuite(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const server = await startBenchServer();
  try {
    const sizes: DataSize[] = [];
    const measurements: Measurement[] = [];
    const urlByCalls = new Map<number, string>();
    for (const calls of options.callCounts) {
      const url = await prepareReadData(server.url, calls, options.isFresh, log);
      urlByCalls.set(calls, url);
      sizes.push(await measureDataSize(url));
      measurements.push(...(await measure(url, calls, log)));
    }
    const growth = await measureGrowth(urlByCalls, measurements);
    const postgresVersion = await findPostgresVersion(server.url);
    return { postgresVersion, report: toReadReport(sizes, measurements, growth) };
  } finally {
    await server.stop();
  }
}
