import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { parseUsd } from "@/lib/money";
import type { DayRange, IsoDay } from "@/lib/time";
import type { AgentDayRecord, UsageMetrics } from "@/lib/upstream/litellm/records";
import type { AgentFigures, DayFigures } from "../readings/judge-day";
import { replaceSums, USAGE_SUMS } from "./sums-store";

const SOURCE = "litellm";

/** The two splits of the same usage; each has its own table. */
const SPLITS = {
  provider: { table: Prisma.raw("usage_daily"), column: Prisma.raw("provider") },
  model: { table: Prisma.raw("usage_model_daily"), column: Prisma.raw("model") },
} as const;
type Split = keyof typeof SPLITS;

interface StoredFiguresRow {
  day: IsoDay;
  agent_id: string;
  cost_usd: string;
  call_count: string;
  total_tokens: string;
}

/** What is stored of a tenant's days, by day and agent; without agents that moved away where it says so. */
export async function listStoredFigures(
  tx: Transaction,
  tenantId: string,
  range: DayRange,
  withMovedAgents = true,
): Promise<Map<IsoDay, AgentFigures>> {
  const rows = await tx.$queryRaw<StoredFiguresRow[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, agent_id, sum(cost_usd)::text AS cost_usd,
           sum(call_count)::text AS call_count, sum(total_tokens)::text AS total_tokens
    FROM usage_daily
    WHERE tenant_id = ${tenantId} AND source = ${SOURCE}
      AND day BETWEEN ${range.from}::date AND ${range.to}::date
      AND (${withMovedAgents} OR NOT EXISTS (
        SELECT 1 FROM agent a
        WHERE a.tenant_id = ${tenantId} AND a.id = agent_id AND a.status = 'moved'))
    GROUP BY day, agent_id`;
  const byDay = new Map<IsoDay, Map<string, DayFigures>>();
  for (const row of rows) {
    const agents = byDay.get(row.day) ?? new Map<string, DayFigures>();
    byDay.set(row.day, agents);
    agents.set(row.agent_id, {
      costUsd: parseUsd(row.cost_usd),
      callCount: Number(row.call_count),
      totalTokens: Number(row.total_tokens),
    });
  }
  return byDay;
}

function toJsonRow(day: IsoDay, agentId: string, name: string, metrics: UsageMetrics) {
  return { day, agentId, name, ...metrics, costUsd: metrics.costUsd.toFixed() };
}

function toJsonRows(split: Split, records: readonly AgentDayRecord[]): string {
  const rows = records.flatMap((record) => {
    const parts = split === "provider" ? record.byProvider : record.byModel;
    return [...parts].map(([name, metrics]) =>
      toJsonRow(record.day, record.agentId, name, metrics),
    );
  });
  return JSON.stringify(rows);
}

const incomingColumns = Prisma.raw(`
  day date, "agentId" text, name text, "costUsd" numeric, "promptTokens" bigint,
  "completionTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint,
  "totalTokens" bigint, "callCount" bigint, "failedCallCount" bigint`);

const METRIC_COLUMNS = [
  "cost_usd",
  "prompt_tokens",
  "completion_tokens",
  "cache_read_tokens",
  "cache_creation_tokens",
  "total_tokens",
  "call_count",
  "failed_call_count",
];
const listMetrics = (prefix = "") =>
  Prisma.raw(METRIC_COLUMNS.map((column) => `${prefix}${column}`).join(", "));
const assignMetrics = Prisma.raw(
  METRIC_COLUMNS.map((column) => `${column} = excluded.${column}`).join(", "),
);

/** Makes the days' rows of one split the given ones; rows that are the same already are not touched. */
async function replaceSplit(
  tx: Transaction,
  split: Split,
  tenantId: string,
  days: readonly IsoDay[],
  records: readonly AgentDayRecord[],
): Promise<number> {
  const { table, column } = SPLITS[split];
  const json = toJsonRows(split, records);
  const incoming = Prisma.sql`jsonb_to_recordset(${json}::jsonb) AS r(${incomingColumns})`;
  const removed = await tx.$executeRaw`
    DELETE FROM ${table} t
    WHERE t.tenant_id = ${tenantId} AND t.source = ${SOURCE} AND t.day = ANY(${[...days]}::date[])
      AND NOT EXISTS (SELECT 1 FROM ${incoming}
                      WHERE r.day = t.day AND r."agentId" = t.agent_id AND r.name = t.${column})`;
  const written = await tx.$executeRaw`
    INSERT INTO ${table} AS t (tenant_id, day, agent_id, ${column}, source, ${listMetrics()})
    SELECT ${tenantId}, day, "agentId", name, ${SOURCE}, "costUsd", "promptTokens",
           "completionTokens", "cacheReadTokens", "cacheCreationTokens", "totalTokens", "callCount",
           "failedCallCount"
    FROM ${incoming}
    ON CONFLICT (tenant_id, day, agent_id, ${column}, source) DO UPDATE SET ${assignMetrics}
      WHERE (${listMetrics("t.")}) IS DISTINCT FROM (${listMetrics("excluded.")})`;
  return removed + written;
}

/**
 * Makes a tenant's days exactly what was read.
 * @param records of these days only
 * @returns how many rows of usage were added, changed or removed
 */
export async function replaceUsageDays(
  tx: Transaction,
  tenantId: string,
  days: readonly IsoDay[],
  records: readonly AgentDayRecord[],
): Promise<number> {
  if (days.length === 0) return 0;
  const providers = await replaceSplit(tx, "provider", tenantId, days, records);
  const models = await replaceSplit(tx, "model", tenantId, days, records);
  const tenantDays = days.map((day) => ({ tenantId, day }));
  for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, tenantDays);
  return providers + models;
}

/**
 * Adds agents that only their usage tells of, as deleted (or moved, where another tenant has the key),
 * and names those that had none.
 * @returns how many rows were added or named
 */
export async function saveUsageAgents(
  tx: Transaction,
  tenantId: string,
  nameByAgent: ReadonlyMap<string, string | null>,
  readAt: Date,
): Promise<number> {
  const json = JSON.stringify([...nameByAgent].map(([id, name]) => ({ id, name })));
  return tx.$executeRaw`
    INSERT INTO agent AS a (tenant_id, id, name, status, read_at)
    SELECT ${tenantId}, r.id, r.name,
           CASE WHEN EXISTS (SELECT 1 FROM agent o WHERE o.id = r.id AND o.tenant_id <> ${tenantId}
                             AND o.status = 'active')
                THEN 'moved' ELSE 'deleted' END::agent_status,
           ${readAt.toISOString()}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS r(id text, name text)
    ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name
      WHERE a.name IS NULL AND excluded.name IS NOT NULL AND a.status <> 'active'`;
}

/** Which of the days every listed tenant has usage for; a tenant that cannot be read holds nobody up. */
export async function listDaysWithUsage(db: Database, range: DayRange): Promise<IsoDay[]> {
  const rows = await db.$queryRaw<{ day: IsoDay }[]>`
    WITH waited_for AS (
      SELECT t.id FROM tenant t
      LEFT JOIN snapshot_state s ON s.tenant_id = t.id AND s.kind = 'usage'
      WHERE t.removed_at IS NULL AND s.last_error IS NULL
    )
    SELECT to_char(c.day, 'YYYY-MM-DD') AS day
    FROM day_coverage c JOIN waited_for w ON w.id = c.tenant_id
    WHERE c.kind = 'usage' AND c.day BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY c.day HAVING count(*) = (SELECT count(*) FROM waited_for)`;
  return rows.map((row) => row.day);
}
