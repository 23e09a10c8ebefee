import "server-only";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ActivityRow, CallRow } from "./to-rows";

/** Columns of `call` by the name that a row has for them; `received_at` is the database's own time. */
const COLUMNS: readonly (readonly [column: string, field: keyof CallRow, type: string])[] = [
  ["tenant_id", "tenantId", "text"],
  ["call_key", "callKey", "uuid"],
  ["sent_at", "sentAt", "timestamptz"],
  ["as_of", "asOf", "timestamptz"],
  ["signal", "signal", "smallint"],
  ["harness", "harness", "text"],
  ["harness_version", "harnessVersion", "text"],
  ["session_id", "sessionId", "text"],
  ["person", "person", "text"],
  ["person_from", "personFrom", "text"],
  ["tenant_from", "tenantFrom", "text"],
  ["token_id", "tokenId", "uuid"],
  ["user_hint", "userHint", "text"],
  ["team_hint", "teamHint", "text"],
  ["cost_center", "costCenter", "text"],
  ["provider", "provider", "text"],
  ["model", "model", "text"],
  ["request_id", "requestId", "text"],
  ["call_count", "callCount", "smallint"],
  ["is_failed", "isFailed", "boolean"],
  ["uncached_input_tokens", "uncachedInputTokens", "bigint"],
  ["cache_read_tokens", "cacheReadTokens", "bigint"],
  ["cache_write_tokens", "cacheWriteTokens", "bigint"],
  ["output_tokens", "outputTokens", "bigint"],
  ["reasoning_tokens", "reasoningTokens", "bigint"],
  ["reported_usd", "reportedUsd", "numeric"],
  ["reported_from", "reportedFrom", "text"],
  ["computed_usd", "computedUsd", "numeric"],
  ["price_version", "priceVersion", "text"],
  ["credits", "credits", "numeric"],
  ["billing_mode", "billingMode", "text"],
  ["cost_usd", "costUsd", "numeric"],
  ["value_usd", "valueUsd", "numeric"],
  ["is_gateway", "isGateway", "boolean"],
  ["charged_by", "chargedBy", "text"],
  ["repository", "repository", "text"],
  ["branch", "branch", "text"],
  ["environment", "environment", "text"],
];

/** What a later record of the same call may tell otherwise. */
const AMENDED = [
  ...["as_of", "is_failed", "uncached_input_tokens", "cache_read_tokens", "cache_write_tokens"],
  ...["output_tokens", "reasoning_tokens", "reported_usd", "reported_from", "computed_usd"],
  ...["price_version", "credits", "billing_mode", "cost_usd", "value_usd"],
];

const columnList = Prisma.raw(COLUMNS.map(([column]) => column).join(", "));
const fieldList = Prisma.raw(COLUMNS.map(([, field]) => `r."${field}"`).join(", "));
const recordShape = Prisma.raw(COLUMNS.map(([, field, type]) => `"${field}" ${type}`).join(", "));
const amendments = Prisma.raw(AMENDED.map((column) => `${column} = excluded.${column}`).join(", "));

/** A row that was there keeps its place and takes over what is newer; the same again changes nothing. */
function insertCallRows(tx: Transaction, rows: readonly CallRow[]) {
  return tx.$executeRaw`
    INSERT INTO call AS c (${columnList}, received_at)
    SELECT ${fieldList}, clock_timestamp()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(${recordShape})
    ON CONFLICT (tenant_id, call_key, sent_at) DO UPDATE SET ${amendments}
      WHERE c.as_of < excluded.as_of`;
}

function insertActivityRows(tx: Transaction, rows: readonly ActivityRow[]) {
  return tx.$executeRaw`
    INSERT INTO call_activity AS a (tenant_id, activity_key, sent_at, as_of, kind, amount, harness,
                                    session_id, person, repository, environment)
    SELECT r."tenantId", r."activityKey", r."sentAt", r."asOf", r.kind, r.amount, r.harness,
           r."sessionId", r.person, r.repository, r.environment
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("tenantId" text,
      "activityKey" uuid, "sentAt" timestamptz, "asOf" timestamptz, kind text, amount numeric,
      harness text, "sessionId" text, person text, repository text, environment text)
    ON CONFLICT (tenant_id, activity_key) DO UPDATE
      SET amount = excluded.amount, as_of = excluded.as_of
      WHERE a.as_of < excluded.as_of`;
}

/** Where a session works, as its start told. */
export interface SessionRow {
  tenantId: string;
  harness: string;
  sessionId: string;
  person: string;
  repository: string;
  branch: string;
  commitSha: string;
}

function saveSessionRows(tx: Transaction, rows: readonly SessionRow[]) {
  return tx.$executeRaw`
    INSERT INTO coding_session AS s (tenant_id, harness, session_id, person, harness_version,
                                     repository, branch, commit_sha, model, environment)
    SELECT r."tenantId", r.harness, r."sessionId", r.person, '', r.repository, r.branch,
           r."commitSha", '', ''
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("tenantId" text, harness text,
      "sessionId" text, person text, repository text, branch text, "commitSha" text)
    ORDER BY 1, 2, 3
    ON CONFLICT (tenant_id, harness, session_id) DO UPDATE
      SET repository = excluded.repository, branch = excluded.branch,
          commit_sha = excluded.commit_sha`;
}

/** An hour of a tenant whose sums are to be made again; with a session, every hour of it. */
export interface MarkRow {
  tenantId: string;
  hour: string;
  sessionId: string;
}

function insertMarks(tx: Transaction, rows: readonly MarkRow[]) {
  return tx.$executeRaw`
    INSERT INTO call_mark (tenant_id, hour, session_id)
    SELECT r."tenantId", r.hour, r."sessionId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("tenantId" text,
      hour timestamptz, "sessionId" text)`;
}

export interface Delivery {
  calls: readonly CallRow[];
  activities: readonly ActivityRow[];
  sessions: readonly SessionRow[];
  marks: readonly MarkRow[];
}

/** For how long after it was first told a call may come again under another time. */
const LOOK_BACK_DAYS = 8;

type Placed = Pick<CallRow, "tenantId" | "callKey" | "sentAt">;

/** When these calls were stored, of those that were; served by the key within a few months. */
async function listKnownTimes(
  tx: Transaction,
  calls: readonly Placed[],
): Promise<Map<string, string>> {
  const json = JSON.stringify(
    calls.map(({ tenantId, callKey, sentAt }) => ({ tenantId, callKey, sentAt })),
  );
  const rows = await tx.$queryRaw<{ call_key: string; sent_at: Date }[]>`
    SELECT c.call_key, min(c.sent_at) AS sent_at
    FROM jsonb_to_recordset(${json}::jsonb) AS r("tenantId" text, "callKey" uuid, "sentAt" timestamptz)
    JOIN call c ON c.tenant_id = r."tenantId" AND c.call_key = r."callKey"
      AND c.sent_at BETWEEN r."sentAt" - make_interval(days => ${LOOK_BACK_DAYS}::int)
                        AND r."sentAt" + make_interval(days => ${LOOK_BACK_DAYS}::int)
    GROUP BY c.call_key`;
  return new Map(rows.map((row) => [row.call_key, row.sent_at.toISOString()]));
}

/** An arbitrary number that all portal processes agree on. */
const TIMES_LOCK = 7_410_221_123;

/**
 * All of a request or nothing. What is stored is marked in the same transaction, so that no sum skips it.
 * @param movable calls that may be there under another time; requests with such go one after another
 * @param build what to store, given the times of those that are there
 */
export async function saveDelivery(
  movable: readonly Placed[],
  build: (knownTimes: ReadonlyMap<string, string>) => Delivery,
): Promise<void> {
  await getDatabase().$transaction(async (tx) => {
    if (movable.length > 0) await tx.$queryRaw`SELECT pg_advisory_xact_lock(${TIMES_LOCK})::text`;
    const known =
      movable.length > 0 ? await listKnownTimes(tx, movable) : new Map<string, string>();
    const delivery = build(known);
    if (delivery.calls.length > 0) await insertCallRows(tx, delivery.calls);
    if (delivery.activities.length > 0) await insertActivityRows(tx, delivery.activities);
    if (delivery.sessions.length > 0) await saveSessionRows(tx, delivery.sessions);
    if (delivery.marks.length > 0) await insertMarks(tx, delivery.marks);
  });
}

export interface HealthUpdate {
  tokenId: string;
  /** Null for what was taken. */
  rejectedBecause: string | null;
  services: readonly string[];
  signals: readonly string[];
  temporalities: readonly string[];
}

/** What a token last sent; names that were seen stay. */
export async function saveHealth(update: HealthUpdate): Promise<void> {
  const { tokenId, rejectedBecause } = update;
  const isTaken = rejectedBecause === null;
  const merge = (column: string) =>
    Prisma.raw(`(SELECT array_agg(DISTINCT one ORDER BY one)
      FROM unnest(h.${column} || excluded.${column}) one)`);
  const merged = (column: string) => Prisma.sql`coalesce(${merge(column)}, '{}')`;
  await getDatabase().$executeRaw`
    INSERT INTO telemetry_health AS h (token_id, last_accepted_at, last_rejected_at,
                                       rejected_because, services, signals, temporalities)
    VALUES (${tokenId}::uuid, CASE WHEN ${isTaken} THEN clock_timestamp() END,
            CASE WHEN NOT ${isTaken} THEN clock_timestamp() END, ${rejectedBecause},
            ${[...update.services]}::text[], ${[...update.signals]}::text[],
            ${[...update.temporalities]}::text[])
    ON CONFLICT (token_id) DO UPDATE
      SET last_accepted_at = coalesce(excluded.last_accepted_at, h.last_accepted_at),
          last_rejected_at = coalesce(excluded.last_rejected_at, h.last_rejected_at),
          rejected_because = coalesce(excluded.rejected_because, h.rejected_because),
          services = ${merged("services")}, signals = ${merged("signals")},
          temporalities = ${merged("temporalities")}`;
}
