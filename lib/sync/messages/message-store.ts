import type { Database, Transaction } from "@/lib/db/client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { AgentDayCalls, MessageDayRow } from "./assign-messages";
import { MESSAGE_SUMS, replaceSums, type TenantDay } from "../usage/sums-store";

const SOURCE = "litellm";

/** Calls by agent, day and tenant, for the agents asked for. */
export async function listAgentDayCalls(
  db: Database | Transaction,
  agentIds: readonly string[],
  range: DayRange,
): Promise<AgentDayCalls[]> {
  const rows = await db.$queryRaw<(Omit<AgentDayCalls, "callCount"> & { callCount: string })[]>`
    SELECT tenant_id AS "tenantId", agent_id AS "agentId", to_char(day, 'YYYY-MM-DD') AS day,
           sum(call_count)::text AS "callCount"
    FROM usage_daily
    WHERE day BETWEEN ${range.from}::date AND ${range.to}::date
      AND tenant_id IN (SELECT id FROM tenant) AND agent_id = ANY(${[...agentIds]})
    GROUP BY tenant_id, agent_id, day ORDER BY tenant_id, day, agent_id`;
  return rows.map((row) => ({ ...row, callCount: Number(row.callCount) }));
}

/** Where each of the agents lives now, or lived last. */
export async function listAgentHomes(
  db: Database | Transaction,
  agentIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ agentId: string; tenantId: string }[]>`
    SELECT DISTINCT ON (id) id AS "agentId", tenant_id AS "tenantId" FROM agent
    WHERE id = ANY(${[...agentIds]}) ORDER BY id, (status = 'active') DESC, (status = 'deleted') DESC`;
  return new Map(rows.map((row) => [row.agentId, row.tenantId]));
}

/** An agent's stored messages of a day in one tenant: the fewest that were certainly there. */
export interface StoredMessages {
  tenantId: string;
  day: IsoDay;
  agentId: string;
  lowest: number;
}

export async function listStoredMessages(
  tx: Transaction,
  tenantIds: readonly string[],
  range: DayRange,
): Promise<StoredMessages[]> {
  const rows = await tx.$queryRaw<(Omit<StoredMessages, "lowest"> & { lowest: string })[]>`
    SELECT tenant_id AS "tenantId", to_char(day, 'YYYY-MM-DD') AS day, agent_id AS "agentId",
           (sum(message_count) - sum(overlap_max))::text AS lowest
    FROM message_daily
    WHERE tenant_id = ANY(${[...tenantIds]}) AND source = ${SOURCE}
      AND day BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY tenant_id, day, agent_id`;
  return rows.map((row) => ({ ...row, lowest: Number(row.lowest) }));
}

/**
 * Makes the messages of these tenants' days exactly the given rows.
 * @returns a tenant's id for each row that was added, changed or removed
 */
export async function replaceMessageDays(
  tx: Transaction,
  tenantDays: readonly TenantDay[],
  rows: readonly MessageDayRow[],
): Promise<string[]> {
  if (tenantDays.length === 0) return [];
  const scope = JSON.stringify(tenantDays);
  const json = JSON.stringify(rows);
  const removed = await tx.$queryRaw<{ tenant_id: string }[]>`
    DELETE FROM message_daily m
    USING jsonb_to_recordset(${scope}::jsonb) AS s("tenantId" text, day date)
    WHERE m.tenant_id = s."tenantId" AND m.day = s.day AND m.source = ${SOURCE}
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_to_recordset(${json}::jsonb)
          AS r("tenantId" text, day date, "agentId" text, channel text)
        WHERE r."tenantId" = m.tenant_id AND r.day = m.day AND r."agentId" = m.agent_id
          AND r.channel = m.channel)
    RETURNING m.tenant_id`;
  const written = await tx.$queryRaw<{ tenant_id: string }[]>`
    INSERT INTO message_daily AS m
      (tenant_id, day, agent_id, channel, source, message_count, overlap_max)
    SELECT "tenantId", day, "agentId", channel, ${SOURCE}, "messageCount", "overlapMax"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("tenantId" text, day date, "agentId" text,
      channel text, "messageCount" bigint, "overlapMax" bigint)
    ON CONFLICT (tenant_id, day, agent_id, channel, source) DO UPDATE
      SET message_count = excluded.message_count, overlap_max = excluded.overlap_max
      WHERE (m.message_count, m.overlap_max)
        IS DISTINCT FROM (excluded.message_count, excluded.overlap_max)
    RETURNING m.tenant_id`;
  await replaceSums(tx, MESSAGE_SUMS, tenantDays);
  return [...removed, ...written].map((row) => row.tenant_id);
}
