import type { Viewer } from "@/lib/auth/policy";
import { createDatabase, shareDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { addDays, toIsoDay } from "@/lib/time";
import { tenantListQuerySchema, type TenantListQuery } from "@/lib/usage/schema";
import { openTenantList } from "@/lib/usage/tenants";
import { findPostgresVersion, openBenchDatabase, startBenchServer, withClient } from "./database";
import type { BenchOptions } from "./options";
import type { SuiteReport, SuiteResult } from "./report";
import { timeMs, toPercentile } from "./statistics";

const TENANTS = { all: 1_000, small: 50 };
const DAYS = 400;
const AGENTS = 10;
const WARM_UP_RUNS = 20;
const RUNS = 200;
const SLOWEST_QUESTION = "90 days, by cost";
const MAX_P95_MS = 50;

const METHOD = `The portal's own service of /usage with PostgreSQL on the same machine, ${RUNS} times each, its answer turned
into JSON: ${TENANTS.all} tenants with ${AGENTS} agents each and ${DAYS} days of usage, 20 of them a page, with the change
against the period before, the trend of each and the total of all.`;

/** What the worker leaves of so many tenants, each day other figures. */
const SEED = [
  `INSERT INTO tenant (id, name, max_budget_usd, budget_spend_usd, read_at)
   SELECT 'tenant-' || n, 'Company ' || lpad(n::text, 4, '0'), 1000, n % 1200, now()
   FROM generate_series(1, $1::int) n`,
  `INSERT INTO agent (tenant_id, id, name, read_at)
   SELECT t.id, t.id || '-' || n, 'Agent ' || n, now() FROM tenant t, generate_series(1, ${AGENTS}) n`,
  `INSERT INTO tenant_usage_daily (tenant_id, day, cost_usd, total_tokens, call_count)
   SELECT id, current_date - d, (hashtext(id || d) & 65535) / 100.0, 100000 + d, 1000 + d
   FROM tenant, generate_series(0, ${DAYS - 1}) d`,
  `INSERT INTO tenant_usage_monthly (tenant_id, month, cost_usd, total_tokens, call_count)
   SELECT tenant_id, date_trunc('month', day)::date, sum(cost_usd), sum(total_tokens), sum(call_count)
   FROM tenant_usage_daily GROUP BY 1, 2`,
  `INSERT INTO day_coverage (tenant_id, kind, day, read_at, run_id)
   SELECT id, 'usage', current_date - d, now(), gen_random_uuid()
   FROM tenant, generate_series(0, ${DAYS - 1}) d`,
  `INSERT INTO snapshot_state (tenant_id, kind, last_ok_at, last_attempt_at)
   SELECT id, 'usage', now(), now() FROM tenant`,
];

const VIEWER: Viewer = {
  userId: "00000000-0000-0000-0000-000000000000",
  email: "bench@example.com",
  name: "Bench",
  role: "platform_admin",
  tenantIds: [],
  projectNames: [],
};

interface Question {
  name: string;
  query: TenantListQuery;
}

function listQuestions(): Question[] {
  const today = toIsoDay(new Date());
  const ask = (days: number, more: object = {}) =>
    tenantListQuerySchema.parse({
      start_date: addDays(today, 1 - days),
      end_date: today,
      ...more,
    });
  return [
    { name: "30 days, by cost", query: ask(30) },
    { name: SLOWEST_QUESTION, query: ask(90) },
    { name: "30 days, by change", query: ask(30, { sort: "change" }) },
    { name: "30 days, by agents", query: ask(30, { sort: "agents" }) },
    {
      name: "30 days, page 50 by name",
      query: ask(30, { sort: "name", order: "asc", page: "50" }),
    },
    { name: "30 days, search", query: ask(30, { q: "company 05" }) },
  ];
}

interface Measurement {
  name: string;
  found: number;
  times: number[];
}

async function measure({ name, query }: Question): Promise<Measurement> {
  let found = 0;
  const ask = async () => {
    const panel = await openTenantList(VIEWER, query);
    const answer = await panel.load();
    JSON.stringify(answer);
    found = answer.data.total;
  };
  for (let run = 0; run < WARM_UP_RUNS; run += 1) await ask();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await timeMs(ask));
  return { name, found, times };
}

function toReport(measurements: readonly Measurement[]): SuiteReport {
  const p95 = (one: Measurement) => toPercentile(one.times, 0.95);
  return {
    title: "The list of tenants",
    method: METHOD,
    tables: [
      {
        title: "Milliseconds, p50 / p95",
        columns: ["page", "tenants found", "p50 / p95"],
        rows: measurements.map((one) => [
          one.name,
          String(one.found),
          `${toPercentile(one.times, 0.5).toFixed(1)} / ${p95(one).toFixed(1)}`,
        ]),
      },
    ],
    bars: measurements
      .filter(({ name }) => name === SLOWEST_QUESTION)
      .map((one) => ({
        name: `${one.name}, p95`,
        wanted: `≤ ${MAX_P95_MS} ms`,
        measured: `${p95(one).toFixed(1)} ms`,
        isMet: p95(one) <= MAX_P95_MS,
      })),
  };
}

/** `/usage` with a thousand tenants. */
export async function runTenantsSuite(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const count = options.isSmall ? TENANTS.small : TENANTS.all;
  const server = await startBenchServer();
  try {
    const url = await openBenchDatabase(server.url, "bench_tenants", true);
    await migrateDatabase(url);
    await withClient(url, async (client) => {
      for (const sql of SEED) await client.query(sql, sql.includes("$1") ? [count] : []);
      await client.query("VACUUM ANALYZE");
    });
    log(`${count} tenants stored`);
    const db = createDatabase(url);
    shareDatabase(db);
    try {
      const measurements: Measurement[] = [];
      for (const question of listQuestions()) measurements.push(await measure(question));
      return {
        postgresVersion: await findPostgresVersion(url),
        report: toReport(measurements),
      };
    } finally {
      shareDatabase(undefined);
      await db.$disconnect();
    }
  } finally {
    await server.stop();
  }
}
