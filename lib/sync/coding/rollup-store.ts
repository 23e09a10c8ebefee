import { CODING_AGENT_PREFIX, CODING_SOURCE } from "@/lib/coding/schema";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { IsoDay } from "@/lib/time";
import { asHours } from "./call-store";
import { replaceSums, USAGE_SUMS } from "@/lib/sync/usage/sums-store";

const NAMES = [
  ...["person", "harness", "provider", "model", "repository", "environment"],
  ...["billing_mode", "charged_by"],
];
const FIGURES = [
  ...["cost_usd", "value_usd", "call_count", "failed_call_count", "unpriced_count"],
  ...["uncached_input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"],
  ...["lines_added", "lines_removed", "commits", "pull_requests", "active_seconds"],
];
const names = Prisma.raw(NAMES.join(", "));
const figures = Prisma.raw(FIGURES.join(", "));
const summedFigures = Prisma.raw(FIGURES.map((column) => `sum(${column})`).join(", "));

/** Calls that count: of a session those of its best signal, of a request one. A hook's repository stands in. */
const callsOf = (tenantId: string, hours: readonly Date[]) => Prisma.sql`
  SELECT h.hour, c.sent_at, c.person, c.harness, c.provider, c.model,
         coalesce(nullif(c.repository, ''), s.repository, '') AS repository, c.environment,
         c.billing_mode, c.charged_by,
         coalesce(c.cost_usd, 0) AS cost_usd, coalesce(c.value_usd, 0) AS value_usd,
         c.call_count::bigint AS call_count,
         CASE WHEN c.is_failed THEN c.call_count ELSE 0 END::bigint AS failed_call_count,
         CASE WHEN c.cost_usd IS NULL THEN c.call_count ELSE 0 END::bigint AS unpriced_count,
         c.uncached_input_tokens, c.cache_read_tokens, c.cache_write_tokens, c.output_tokens,
         0 AS lines_added, 0 AS lines_removed, 0 AS commits, 0 AS pull_requests,
         0 AS active_seconds
  FROM ${asHours(hours)} JOIN call c ON c.tenant_id = ${tenantId}
    AND c.sent_at >= h.hour AND c.sent_at < h.hour + interval '1 hour'
  LEFT JOIN coding_session s ON s.tenant_id = ${tenantId} AND s.harness = c.harness
    AND s.session_id = c.session_id
  WHERE c.charged_by <> 'repeated' AND (c.session_id = '' OR c.signal = s.authority)`;

const activityOf = (kind: string, column = kind) =>
  Prisma.raw(`CASE WHEN a.kind = '${kind}' THEN a.amount ELSE 0 END AS ${column}`);

/** Work that no call tells of; it has no model and costs nothing. */
const activitiesOf = (tenantId: string, hours: readonly Date[]) => Prisma.sql`
  SELECT h.hour, a.sent_at, a.person, a.harness, '', '',
         coalesce(nullif(a.repository, ''), s.repository, ''), a.environment, 'unreported', 'direct',
         0, 0, 0, 0, 0, 0, 0, 0, 0, ${activityOf("lines_added")}, ${activityOf("lines_removed")},
         ${activityOf("commits")}, ${activityOf("pull_requests")}, ${activityOf("active_seconds")}
  FROM ${asHours(hours)} JOIN call_activity a ON a.tenant_id = ${tenantId}
    AND a.sent_at >= h.hour AND a.sent_at < h.hour + interval '1 hour'
  LEFT JOIN coding_session s ON s.tenant_id = ${tenantId} AND s.harness = a.harness
    AND s.session_id = a.session_id`;

/** Makes the hours' sums from the calls, whatever was there. */
export async function replaceHours(
  tx: Transaction,
  tenantId: string,
  hours: readonly Date[],
): Promise<void> {
  const isoHours = hours.map((hour) => hour.toISOString());
  await tx.$executeRaw`
    DELETE FROM call_hourly
    WHERE tenant_id = ${tenantId} AND hour = ANY(${isoHours}::timestamptz[])`;
  await tx.$executeRaw`
    INSERT INTO call_hourly (tenant_id, hour, ${names}, ${figures})
    SELECT ${tenantId}, hour, ${names}, ${summedFigures}
    FROM (${callsOf(tenantId, hours)} UNION ALL ${activitiesOf(tenantId, hours)}) c
    GROUP BY hour, ${names}`;
}

/** For how long the sums of five minutes are kept, and the length of each. */
const SLOT_DAYS = 3;
const SLOT_SECONDS = 300;

/** Makes the five minutes' sums of the hours that are recent, and drops those that are not. */
export async function replaceSlots(
  tx: Transaction,
  tenantId: string,
  hours: readonly Date[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM call_slot s WHERE s.tenant_id = ${tenantId}
      AND (s.slot < now() - make_interval(days => ${SLOT_DAYS}::int)
           OR EXISTS (SELECT 1 FROM ${asHours(hours)}
                      WHERE s.slot >= h.hour AND s.slot < h.hour + interval '1 hour'))`;
  await tx.$executeRaw`
    INSERT INTO call_slot (tenant_id, slot, person, harness, charged_by, cost_usd, call_count)
    SELECT ${tenantId}, date_bin(make_interval(secs => ${SLOT_SECONDS}::int), sent_at, 'epoch'),
           person, harness, charged_by, sum(cost_usd), sum(call_count)
    FROM (${callsOf(tenantId, hours)}) c
    WHERE hour >= now() - make_interval(days => ${SLOT_DAYS}::int) GROUP BY 1, 2, 3, 4, 5`;
}

/** Makes every ETag of what is made of calls a new one. */
export async function raiseCodingVersion(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO coding_state AS s (id, version, rolled_up_at) VALUES (1, 1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET version = s.version + 1, rolled_up_at = excluded.rolled_up_at`;
}

/** Makes the days' sums from the hours'. */
export async function replaceDays(
  tx: Transaction,
  tenantId: string,
  days: readonly IsoDay[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM call_daily WHERE tenant_id = ${tenantId} AND day = ANY(${[...days]}::date[])`;
  await tx.$executeRaw`
    INSERT INTO call_daily (tenant_id, day, ${names}, ${figures})
    SELECT ${tenantId}, d.day, ${names}, ${summedFigures}
    FROM unnest(${[...days]}::date[]) AS d(day) JOIN call_hourly c ON c.tenant_id = ${tenantId}
      AND c.hour >= d.day::timestamp AT TIME ZONE 'UTC'
      AND c.hour < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
    GROUP BY d.day, ${names}`;
}

/** Sums what the sessions of the hours cost, from the calls of theirs that count. */
export async function replaceSessions(
  tx: Transaction,
  tenantId: string,
  hours: readonly Date[],
): Promise<void> {
  await tx.$executeRaw`
    WITH touched AS (
      SELECT DISTINCT c.harness, c.session_id
      FROM ${asHours(hours)} JOIN call c ON c.tenant_id = ${tenantId}
        AND c.sent_at >= h.hour AND c.sent_at < h.hour + interval '1 hour'
      WHERE c.session_id <> ''
    ), summed AS (
      SELECT c.harness, c.session_id, min(c.sent_at) AS started_at, max(c.as_of) AS last_at,
             max(c.harness_version) AS harness_version, max(c.environment) AS environment,
             max(c.repository) AS repository, max(c.branch) AS branch,
             mode() WITHIN GROUP (ORDER BY c.model) AS model, sum(c.call_count) AS call_count,
             sum(coalesce(c.cost_usd, 0)) AS cost_usd, sum(coalesce(c.value_usd, 0)) AS value_usd,
             sum(CASE WHEN c.cost_usd IS NULL THEN c.call_count ELSE 0 END) AS unpriced_count,
             sum(c.uncached_input_tokens + c.cache_read_tokens + c.cache_write_tokens
                 + c.output_tokens) AS total_tokens
      FROM touched t
      JOIN coding_session s ON s.tenant_id = ${tenantId} AND s.harness = t.harness
        AND s.session_id = t.session_id
      JOIN call c ON c.tenant_id = ${tenantId} AND c.session_id = t.session_id
        AND c.harness = t.harness AND c.signal = s.authority AND c.charged_by <> 'repeated'
      GROUP BY c.harness, c.session_id
    )
    UPDATE coding_session s
    SET started_at = n.started_at, last_at = n.last_at, harness_version = n.harness_version,
        environment = n.environment, model = n.model, call_count = n.call_count,
        cost_usd = n.cost_usd, value_usd = n.value_usd, unpriced_count = n.unpriced_count,
        total_tokens = n.total_tokens,
        repository = coalesce(nullif(n.repository, ''), s.repository),
        branch = coalesce(nullif(n.branch, ''), s.branch)
    FROM summed n
    WHERE s.tenant_id = ${tenantId} AND s.harness = n.harness AND s.session_id = n.session_id`;
}

/** The two splits of the same usage, as of the gateway. */
const SPLITS = [
  { table: Prisma.raw("usage_daily"), column: Prisma.raw("provider") },
  { table: Prisma.raw("usage_model_daily"), column: Prisma.raw("model") },
];

/** Makes the part of a tenant's total that was charged outside the gateway: one agent a harness. */
export async function replaceUsage(
  tx: Transaction,
  tenantId: string,
  days: readonly IsoDay[],
): Promise<void> {
  for (const { table, column } of SPLITS) {
    await tx.$executeRaw`
      DELETE FROM ${table}
      WHERE tenant_id = ${tenantId} AND source = ${CODING_SOURCE} AND day = ANY(${[...days]}::date[])`;
    await tx.$executeRaw`
      INSERT INTO ${table} (tenant_id, day, agent_id, ${column}, source, cost_usd, prompt_tokens,
        completion_tokens, cache_read_tokens, cache_creation_tokens, total_tokens, call_count,
        failed_call_count)
      SELECT ${tenantId}, day, ${CODING_AGENT_PREFIX} || harness,
             coalesce(nullif(${column}, ''), 'unknown'), ${CODING_SOURCE}, sum(cost_usd),
             sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens),
             sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
             sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens + output_tokens),
             sum(call_count), sum(failed_call_count)
      FROM call_daily
      WHERE tenant_id = ${tenantId} AND day = ANY(${[...days]}::date[]) AND charged_by = 'direct'
      GROUP BY day, harness, coalesce(nullif(${column}, ''), 'unknown')
      HAVING sum(call_count) > 0 OR sum(cost_usd) > 0
        OR sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens + output_tokens) > 0`;
  }
  const tenantDays = days.map((day) => ({ tenantId, day }));
  for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, tenantDays);
}
