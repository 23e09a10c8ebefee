import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** An arbitrary first half of a lock's number; a tenant's hash is the second. */
const ROLL_UP_LOCK = 741_022;
const MAX_MARKS = 2_000;

/** Tenants with calls that no sum has yet; served by the key, one look a tenant. */
export async function listMarkedTenants(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ tenant_id: string }[]>`
    WITH RECURSIVE marked AS (
      (SELECT tenant_id FROM call_mark ORDER BY tenant_id LIMIT 1)
      UNION ALL
      SELECT (SELECT tenant_id FROM call_mark WHERE tenant_id > m.tenant_id
              ORDER BY tenant_id LIMIT 1)
      FROM marked m WHERE m.tenant_id IS NOT NULL)
    SELECT tenant_id FROM marked WHERE tenant_id IS NOT NULL`;
  return rows.map((row) => row.tenant_id);
}

/** Nobody else rolls the tenant up until the transaction ends; also for calls that belong to no tenant. */
export async function lockRollUp(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${ROLL_UP_LOCK}::int, hashtext(${tenantId}))::text`;
}

export interface Mark {
  id: string;
  hour: Date;
  session_id: string;
}

/** Marks are read after the lock was taken: whatever one stands for is committed and seen by all that follows. */
export function listMarks(tx: Transaction, tenantId: string): Promise<Mark[]> {
  return tx.$queryRaw<Mark[]>`
    SELECT id, hour, session_id FROM call_mark WHERE tenant_id = ${tenantId}
    ORDER BY id LIMIT ${MAX_MARKS}`;
}

export async function removeMarks(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM call_mark WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}::uuid[])`;
}

/** The hours as a table to join; each is a range of the index (tenant, sent_at). */
export const asHours = (hours: readonly Date[]) =>
  Prisma.sql`unnest(${hours.map((hour) => hour.toISOString())}::timestamptz[]) AS h(hour)`;

interface HourRow {
  hour: Date;
}

/**
 * Sessions of the hours with the best signal that came for each.
 * @returns the further hours of sessions for which a better one came than the one that counted so far
 */
export async function settleAuthority(
  tx: Transaction,
  tenantId: string,
  hours: readonly Date[],
): Promise<Date[]> {
  const rows = await tx.$queryRaw<HourRow[]>`
    WITH seen AS (
      SELECT c.harness, c.session_id, max(c.signal) AS authority, max(c.person) AS person
      FROM ${asHours(hours)} JOIN call c ON c.tenant_id = ${tenantId}
        AND c.sent_at >= h.hour AND c.sent_at < h.hour + interval '1 hour'
      WHERE c.session_id <> '' GROUP BY c.harness, c.session_id
    ), bettered AS (
      SELECT s.harness, s.session_id FROM seen n
      JOIN coding_session s ON s.tenant_id = ${tenantId} AND s.harness = n.harness
        AND s.session_id = n.session_id
      WHERE s.authority < n.authority
    ), saved AS (
      INSERT INTO coding_session AS s (tenant_id, harness, session_id, authority, person,
        harness_version, repository, branch, commit_sha, model, environment)
      SELECT ${tenantId}, harness, session_id, authority, person, '', '', '', '', '', '' FROM seen
      ORDER BY harness, session_id
      ON CONFLICT (tenant_id, harness, session_id) DO UPDATE
        SET authority = greatest(s.authority, excluded.authority), person = excluded.person
        WHERE (s.authority, s.person) IS DISTINCT FROM
              (greatest(s.authority, excluded.authority), excluded.person)
    )
    SELECT DISTINCT date_trunc('hour', c.sent_at, 'UTC') AS hour
    FROM bettered b JOIN call c ON c.tenant_id = ${tenantId} AND c.session_id = b.session_id
      AND c.harness = b.harness`;
  return rows.map((row) => row.hour);
}

/** Every hour with a call of these sessions; served by (tenant, session). */
export async function listSessionHours(
  tx: Transaction,
  tenantId: string,
  sessionIds: readonly string[],
): Promise<Date[]> {
  const rows = await tx.$queryRaw<HourRow[]>`
    SELECT DISTINCT date_trunc('hour', sent_at, 'UTC') AS hour FROM call
    WHERE tenant_id = ${tenantId} AND session_id = ANY(${[...sessionIds]})`;
  return rows.map((row) => row.hour);
}

/**
 * Decides who charges requests that more than one record tells of: the gateway where it was one of them. The best
 * record tells the request, an agent's before the gateway's own; the others repeat it.
 * @returns the hours in which that changed
 */
export async function settleRequests(
  tx: Transaction,
  tenantId: string,
  hours: readonly Date[],
): Promise<Date[]> {
  const rows = await tx.$queryRaw<HourRow[]>`
    WITH asked AS (
      SELECT DISTINCT c.request_id
      FROM ${asHours(hours)} JOIN call c ON c.tenant_id = ${tenantId}
        AND c.sent_at >= h.hour AND c.sent_at < h.hour + interval '1 hour'
      WHERE c.request_id <> ''
    ), told AS (
      SELECT c.call_key, c.sent_at, bool_or(c.is_gateway) OVER request AS has_gateway,
             row_number() OVER (request ORDER BY c.is_gateway, c.signal DESC, c.harness = 'gen-ai', c.sent_at,
                                c.call_key) AS place
      FROM asked a JOIN call c ON c.tenant_id = ${tenantId} AND c.request_id = a.request_id
      WINDOW request AS (PARTITION BY c.request_id)
    ), settled AS (
      SELECT call_key, sent_at, CASE WHEN place > 1 THEN 'repeated'
                                     WHEN has_gateway THEN 'gateway' ELSE 'direct' END AS charged_by
      FROM told
    ), changed AS (
      UPDATE call c SET charged_by = s.charged_by FROM settled s
      WHERE c.tenant_id = ${tenantId} AND c.call_key = s.call_key AND c.sent_at = s.sent_at
        AND c.charged_by <> s.charged_by
      RETURNING c.sent_at
    )
    SELECT DISTINCT date_trunc('hour', sent_at, 'UTC') AS hour FROM changed`;
  return rows.map((row) => row.hour);
}
