import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as operationsStore from "@/lib/operations/store";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  createQueryRecorder,
  explainQuery,
  findFullScans,
  listRelations,
  type RecordedQuery,
} from "@/lib/testing/query-plans";
import { addDays, toIsoDay, type DayRange } from "@/lib/time";
import * as ownAgentStore from "./my-agents-store";
import * as payrollStore from "./payroll-store";
import type { UsageFilterInput } from "./rollup-store";
import { tenantSortSchema } from "./schema";
import * as freshnessStore from "@/lib/freshness/store";
import * as tenantBudgetStore from "./tenant-budget-store";
import * as store from "./store";
import * as tenantStore from "./tenant-store";

const TENANTS = 60;
const DAYS = 400;
const MONTHS = 240;

const today = toIsoDay(new Date());
const lastDays = (days: number): DayRange => ({ from: addDays(today, 1 - days), to: today });
const ranges = [lastDays(7), lastDays(30), lastDays(90)];
const tenant = "tenant-7";
const tenantPage = Array.from({ length: 25 }, (_, index) => `tenant-${index + 1}`);
const agents = ["tenant-7-agent-1", "tenant-7-agent-3"];
const owner = "owner-7@example.com";
const filterings = [
  { agentIds: [], providers: [] },
  { agentIds: agents, providers: ["openai"] },
];
const previous = {
  range: { from: addDays(today, -59), to: addDays(today, -30) },
  lastDayShare: 0.4,
};
const scopes = [
  { kind: "all" as const },
  { kind: "only" as const, tenantIds: [tenant, "tenant-9"] },
];

function forEachFiltering(ask: (filters: UsageFilterInput, range: DayRange) => Promise<unknown>) {
  return () =>
    Promise.all(ranges.flatMap((range) => filterings.map((filters) => ask(filters, range))));
}

/** Every question that pages ask, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  summarizeByAgent: forEachFiltering((filters, range) =>
    store.summarizeByAgent(tenant, range, filters),
  ),
  summarizeByProvider: forEachFiltering((filters, range) =>
    store.summarizeByProvider(tenant, range, filters),
  ),
  summarizeByModel: forEachFiltering(({ agentIds }, range) =>
    store.summarizeByModel(tenant, range, agentIds),
  ),
  summarizeByChannel: forEachFiltering(({ agentIds }, range) =>
    store.summarizeByChannel(tenant, range, agentIds),
  ),
  listDailySeries: forEachFiltering((filters, range) =>
    Promise.all([
      store.listDailySeries(tenant, range, filters, "agent"),
      store.listDailySeries(tenant, range, filters, "provider"),
    ]),
  ),
  listDailyTotals: forEachFiltering((filters, range) =>
    store.listDailyTotals(tenant, range, filters),
  ),
  listCoveredDays: () => Promise.all(ranges.map((range) => store.listCoveredDays(tenant, range))),
  listPayrollRows: forEachFiltering((filters, range) =>
    Promise.all([
      payrollStore.listPayrollRows(tenant, range, previous, filters),
      payrollStore.listPayrollRows(tenant, range, null, filters),
    ]),
  ),
  listAgentTrends: forEachFiltering((filters, range) =>
    payrollStore.listAgentTrends(tenant, range, filters, 3),
  ),
  countMessages: forEachFiltering(({ agentIds }) =>
    payrollStore.countMessages(tenant, previous, agentIds),
  ),
  listAgentBudgets: forEachFiltering(({ agentIds }) => store.listAgentBudgets(tenant, agentIds)),
  listSnapshotRows: () =>
    Promise.all(
      ranges.flatMap((range) => [
        freshnessStore.listSnapshotRows(tenantPage, "usage", range, range.from),
        freshnessStore.listSnapshotRows([tenant], "messages", range, range.from),
      ]),
    ),
  findReading: () => freshnessStore.findReading("directory"),
  findAccountsReading: () => freshnessStore.findAccountsReading(),
  findTenantName: () => freshnessStore.findTenantName(tenant),
  listTenantBudgets: () => tenantBudgetStore.listTenantBudgets(tenantPage),
  listTenantUsage: () =>
    Promise.all(
      scopes.flatMap((scope) =>
        tenantSortSchema.options.map((sort, index) =>
          tenantStore.listTenantUsage({
            scope,
            range: ranges[index % ranges.length] ?? lastDays(30),
            previous,
            search: "ten",
            sort,
            order: "desc",
            limit: 25,
            offset: 0,
          }),
        ),
      ),
    ),
  listTenantTrends: () =>
    Promise.all(ranges.map((range) => tenantStore.listTenantTrends(tenantPage, range, 3))),
  findListVersion: () => Promise.all(scopes.map((scope) => tenantStore.findListVersion(scope))),
  findOwnTenants: () => ownAgentStore.findOwnTenants(owner),
  listOwnAgents: () =>
    Promise.all(ranges.map((range) => ownAgentStore.listOwnAgents(owner, range, previous))),
  listOwnAgentTrends: () =>
    Promise.all(ranges.map((range) => ownAgentStore.listOwnAgentTrends(owner, range, 3))),
  findClockOffsetSeconds: operationsStore.findClockOffsetSeconds,
  listJobRows: operationsStore.listJobRows,
  listLagRows: operationsStore.listLagRows,
  listRunRows: () => operationsStore.listRunRows(25, 0),
  findTenantNames: () => operationsStore.findTenantNames(tenantPage),
};

/** What pages may read: rollups and what describes them, never single calls. */
const ROLLUPS = [
  ...["usage_daily", "usage_model_daily", "agent_usage_daily", "provider_usage_daily"],
  ...["agent_usage_monthly", "tenant_usage_monthly"],
  ...["message_daily", "channel_message_daily", "tenant_usage_daily"],
];
const PAGE_TABLES = new Set([
  ...ROLLUPS,
  ...["day_coverage", "snapshot_state", "sync_run", "tenant", "agent"],
]);
const LARGE_TABLES = new Set([...ROLLUPS, "day_coverage", "sync_run", "agent"]);

let test: TestDatabase;
let client: pg.Client;
let record: (work: () => Promise<unknown>) => Promise<RecordedQuery[]>;

/** Enough rows for the planner to choose as it does on a large installation. */
async function fill(database: TestDatabase["db"]): Promise<void> {
  const statements = [
    `INSERT INTO tenant (id, name, read_at)
     SELECT 'tenant-' || t, 'Tenant ' || t, now() FROM generate_series(1, ${TENANTS}) t`,
    `INSERT INTO agent (tenant_id, id, name, owner_email, max_budget_usd, read_at)
     SELECT 'tenant-' || t, 'tenant-' || t || '-agent-' || a, 'Agent ' || a,
            CASE WHEN a % 3 = 0 THEN 'owner-' || (t * 100 + a) % 900 || '@example.com' END, 10, now()
     FROM generate_series(1, ${TENANTS}) t, generate_series(1, 100) a`,
    `INSERT INTO usage_daily
     SELECT 'tenant-' || t, current_date - d, 'tenant-' || t || '-agent-' || a, p, 'litellm',
            0.000123 * a, 100, 20, 10, 0, 120, 3, 0
     FROM generate_series(0, ${DAYS - 1}) d, generate_series(1, ${TENANTS}) t,
          generate_series(1, 3) a, unnest('{openai,anthropic}'::text[]) p`,
    `INSERT INTO usage_model_daily
     SELECT tenant_id, day, agent_id, provider || '/model', source, cost_usd, prompt_tokens,
            completion_tokens, cache_read_tokens, cache_creation_tokens, total_tokens, call_count, 0
     FROM usage_daily WHERE provider = 'openai'`,
    `INSERT INTO message_daily
     SELECT tenant_id, day, agent_id, 'slack', source, 5, 0 FROM usage_daily WHERE provider = 'openai'`,
    `INSERT INTO agent_usage_daily
     SELECT tenant_id, day, agent_id, sum(cost_usd), sum(prompt_tokens), sum(completion_tokens),
            sum(cache_read_tokens), sum(cache_creation_tokens), sum(total_tokens), sum(call_count), 0
     FROM usage_daily GROUP BY tenant_id, day, agent_id ORDER BY day, tenant_id`,
    `INSERT INTO agent_usage_monthly
     SELECT tenant_id, date_trunc('month', day)::date, agent_id, sum(cost_usd), sum(prompt_tokens),
            sum(completion_tokens), sum(cache_read_tokens), sum(cache_creation_tokens),
            sum(total_tokens), sum(call_count), 0
     FROM agent_usage_daily GROUP BY 1, 2, 3 ORDER BY 2, 1`,
    `INSERT INTO provider_usage_daily
     SELECT tenant_id, day, provider, sum(cost_usd), sum(total_tokens), sum(call_count)
     FROM usage_daily GROUP BY tenant_id, day, provider ORDER BY day, tenant_id`,
    `INSERT INTO channel_message_daily
     SELECT tenant_id, day, channel, sum(message_count), sum(overlap_max)
     FROM message_daily GROUP BY tenant_id, day, channel ORDER BY day, tenant_id`,
    `INSERT INTO tenant_usage_daily
     SELECT tenant_id, day, sum(cost_usd), sum(total_tokens), sum(call_count)
     FROM usage_daily GROUP BY tenant_id, day ORDER BY day, tenant_id`,
    `INSERT INTO tenant_usage_monthly
     SELECT 'tenant-' || t, (date_trunc('month', current_date) - m * interval '1 month')::date, 9, 120, 3
     FROM generate_series(0, ${MONTHS - 1}) m, generate_series(1, ${TENANTS}) t`,
    `INSERT INTO day_coverage (tenant_id, kind, day, read_at, run_id)
     SELECT tenant_id, kind, day, now(), gen_random_uuid()
     FROM tenant_usage_daily, unnest('{usage,messages}'::snapshot_kind[]) kind`,
    `INSERT INTO snapshot_state (tenant_id, kind, last_ok_at, last_attempt_at)
     SELECT id, kind, now(), now() FROM tenant, unnest('{usage,messages}'::snapshot_kind[]) kind`,
    `INSERT INTO sync_run (id, job, scope, trigger, worker_id, started_at, heartbeat_at, outcome)
     SELECT gen_random_uuid(), 'usage', 'tenant-' || r % ${TENANTS}, 'schedule', 'worker',
            now() - r * interval '5 minutes', now(), 'ok' FROM generate_series(1, 30000) r`,
    `VACUUM ANALYZE`,
  ];
  for (const statement of statements) await database.$executeRawUnsafe(statement);
}

beforeAll(async () => {
  test = await createTestDatabase();
  await fill(test.db);
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  ({ record } = createQueryRecorder(test.db));
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

async function findFullScansOf(query: RecordedQuery): Promise<string[]> {
  const { plan } = await explainQuery(client, query);
  return findFullScans(plan, LARGE_TABLES);
}

async function listFullScansOf(queries: readonly RecordedQuery[]): Promise<string[]> {
  const scans: string[] = [];
  for (const query of queries) scans.push(...(await findFullScansOf(query)));
  return scans;
}

describe("a page's question", () => {
  it.each(Object.entries(questions))("%s reads no large table from end to end", async (_, ask) => {
    const queries = await record(ask);
    expect(queries.length).toBeGreaterThan(0);
    expect(await listFullScansOf(queries)).toEqual([]);
  });

  it("reads rollups and what describes them, nothing else", async () => {
    const queries = await record(() => Promise.all(Object.values(questions).map((ask) => ask())));
    const relations = new Set<string>();
    for (const query of queries) {
      for (const name of listRelations((await explainQuery(client, query)).plan))
        relations.add(name);
    }
    expect([...relations].filter((name) => !PAGE_TABLES.has(name))).toEqual([]);
    expect(relations).toContain("usage_daily");
    expect(relations).toContain("agent_usage_daily");
    expect(relations).toContain("agent_usage_monthly");
    expect(relations).toContain("tenant_usage_monthly");
  });

  it("is in this list, whichever function of a store asks it", () => {
    const stores = {
      ...store,
      ...ownAgentStore,
      ...payrollStore,
      ...freshnessStore,
      ...tenantBudgetStore,
      ...tenantStore,
      ...operationsStore,
    };
    expect(Object.keys(questions).sort()).toEqual(Object.keys(stores).sort());
  });
});

describe("the check itself", () => {
  it("finds what a query without the tenant reads", async () => {
    const sql = "SELECT sum(cost_usd) FROM usage_daily WHERE agent_id = $1";
    expect(await findFullScansOf({ sql, params: [agents[0]] })).toEqual(["usage_daily"]);
  });

  it("finds a count along a whole index", async () => {
    const sql = "SELECT count(*) FROM (SELECT id FROM sync_run ORDER BY id) runs";
    expect(await findFullScansOf({ sql, params: [] })).toEqual(["sync_run"]);
  });

  it.each([
    ["usage_daily", "summarizeByAgent"],
    ["message_daily", "summarizeByChannel"],
    ["day_coverage", "listCoveredDays"],
  ])("finds that %s lost its key, in %s", async (table, name) => {
    const queries = await record(async () => questions[name]?.());
    await client.query(`BEGIN; ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey`);
    try {
      expect(await listFullScansOf(queries)).toContain(table);
    } finally {
      await client.query("ROLLBACK");
    }
  });
});
