import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { CodingFilter } from "./query-schema";
import type { Split } from "./schema";

/** What a viewer may read: everything, or these tenants and the own calls. */
export type CodingScope =
  { kind: "all" } | { kind: "only"; tenantIds: readonly string[]; person: string };

const COLUMNS: Record<Split, string> = {
  ...{ provider: "provider", model: "model", harness: "harness", person: "person" },
  ...{ tenant: "tenant_id", repository: "repository", environment: "environment" },
  ...{ billing: "billing_mode", source: "charged_by" },
};

function whereScope(scope: CodingScope): Prisma.Sql {
  if (scope.kind === "all") return Prisma.sql`true`;
  return Prisma.sql`(tenant_id = ANY(${[...scope.tenantIds]}) OR person = ${scope.person})`;
}

/** Filters on the columns that a table has. */
function whereFilter(filter: CodingFilter, splits: readonly Split[]): Prisma.Sql {
  const conditions = splits.flatMap((split) => {
    const values = filter[split];
    if (values.length === 0) return [];
    return [Prisma.sql`${Prisma.raw(COLUMNS[split])} = ANY(${values})`];
  });
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}

const ALL_SPLITS = Object.keys(COLUMNS) as Split[];

export interface CodingQuestion {
  scope: CodingScope;
  range: DayRange;
  filter: CodingFilter;
}

/** Served by (day, tenant), by the key of a few tenants, or by (person, day). */
const whereDays = ({ scope, range, filter }: CodingQuestion) => Prisma.sql`
  day BETWEEN ${range.from}::date AND ${range.to}::date AND ${whereScope(scope)}
  AND ${whereFilter(filter, ALL_SPLITS)}`;

const COUNTS = [
  ...["call_count", "failed_call_count", "unpriced_count", "uncached_input_tokens"],
  ...["cache_read_tokens", "cache_write_tokens", "output_tokens"],
  ...["lines_added", "lines_removed", "commits", "pull_requests"],
] as const;

const figures = Prisma.raw(
  [
    ...["cost_usd", "value_usd"].map((column) => `coalesce(sum(${column}), 0)::text AS ${column}`),
    ...COUNTS.map((column) => `coalesce(sum(${column}), 0)::float8 AS ${column}`),
    "count(DISTINCT person) FILTER (WHERE call_count > 0)::int AS developer_count",
  ].join(", "),
);

export interface FiguresRow extends Record<(typeof COUNTS)[number] | "developer_count", number> {
  cost_usd: string;
  value_usd: string;
}

export async function sumCalls(question: CodingQuestion): Promise<FiguresRow | undefined> {
  const [row] = await getDatabase().$queryRaw<FiguresRow[]>`
    SELECT ${figures} FROM call_daily WHERE ${whereDays(question)}`;
  return row;
}

const MAX_ROWS = 500;

export function splitCalls(
  question: CodingQuestion,
  by: Split,
): Promise<(FiguresRow & { id: string })[]> {
  const column = Prisma.raw(COLUMNS[by]);
  return getDatabase().$queryRaw`
    SELECT ${column} AS id, ${figures} FROM call_daily WHERE ${whereDays(question)}
    GROUP BY 1 HAVING sum(call_count) > 0 OR sum(cost_usd) > 0
    ORDER BY sum(cost_usd) DESC, sum(value_usd) DESC, 1 LIMIT ${MAX_ROWS}`;
}

export interface DayRow {
  day: IsoDay;
  series_id: string;
  cost_usd: string;
  total_tokens: number;
  call_count: number;
}

export function listCallDays(question: CodingQuestion, by: Split): Promise<DayRow[]> {
  return getDatabase().$queryRaw<DayRow[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, ${Prisma.raw(COLUMNS[by])} AS series_id,
           sum(cost_usd)::text AS cost_usd, sum(call_count)::float8 AS call_count,
           sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens
               + output_tokens)::float8 AS total_tokens
    FROM call_daily WHERE ${whereDays(question)} GROUP BY 1, 2 HAVING sum(cost_usd) > 0
    ORDER BY 1, 2`;
}

/** What a session's row can be narrowed by. */
const SESSION_SPLITS = [
  "person",
  "harness",
  "model",
  "tenant",
  "repository",
  "environment",
] as const;

/** Served by (tenant, last call) or (person, last call). */
const whereSessions = ({ scope, range, filter }: CodingQuestion, minSeconds: number) => Prisma.sql`
  last_at >= ${`${range.from}T00:00:00Z`}::timestamptz
  AND last_at < ${`${range.to}T00:00:00Z`}::timestamptz + interval '1 day'
  AND last_at - started_at >= make_interval(secs => ${minSeconds}::int)
  AND ${whereScope(scope)} AND ${whereFilter(filter, SESSION_SPLITS)}`;

export async function countSessions(question: CodingQuestion): Promise<number> {
  const [row] = await getDatabase().$queryRaw<{ found: number }[]>`
    SELECT count(*)::int AS found FROM coding_session WHERE ${whereSessions(question, 0)}`;
  return row?.found ?? 0;
}

export interface StoredSession {
  tenant_id: string;
  harness: string;
  session_id: string;
  person: string;
  model: string;
  repository: string;
  branch: string;
  commit_sha: string;
  started_at: Date;
  last_at: Date;
  call_count: number;
  cost_usd: string;
  value_usd: string;
  unpriced_count: number;
  total_tokens: number;
  found: number;
}

const sessionColumns =
  Prisma.raw(`tenant_id, harness, session_id, person, model, repository, branch,
  commit_sha, started_at, last_at, call_count::float8 AS call_count, cost_usd::text AS cost_usd,
  value_usd::text AS value_usd, unpriced_count::float8 AS unpriced_count,
  total_tokens::float8 AS total_tokens`);

export function listSessionRows(
  question: CodingQuestion,
  page: { minSeconds: number; limit: number; offset: number },
): Promise<StoredSession[]> {
  return getDatabase().$queryRaw<StoredSession[]>`
    SELECT ${sessionColumns}, (count(*) OVER ())::int AS found
    FROM coding_session WHERE ${whereSessions(question, page.minSeconds)}
    ORDER BY last_at DESC, session_id LIMIT ${page.limit} OFFSET ${page.offset}`;
}

/** Served by the key; null for one that the scope does not reach too. */
export async function findSession(
  scope: CodingScope,
  key: { tenantId: string; harness: string; sessionId: string },
): Promise<StoredSession | null> {
  const [row] = await getDatabase().$queryRaw<StoredSession[]>`
    SELECT ${sessionColumns}, 1 AS found FROM coding_session
    WHERE tenant_id = ${key.tenantId} AND harness = ${key.harness}
      AND session_id = ${key.sessionId} AND started_at IS NOT NULL AND ${whereScope(scope)}`;
  return row ?? null;
}

export interface TimelineRow {
  sent_at: Date;
  model: string;
  input_tokens: number;
  cache_read_tokens: number;
  output_tokens: number;
  cost_usd: string | null;
  value_usd: string | null;
  is_failed: boolean;
  billing_mode: string;
  charged_by: string;
}

const MAX_CALLS = 500;

/** One session's calls that count; served by (tenant, session) in the months that it went on. */
export function listSessionCalls(
  session: Pick<StoredSession, "tenant_id" | "harness" | "session_id" | "started_at" | "last_at">,
): Promise<TimelineRow[]> {
  return getDatabase().$queryRaw<TimelineRow[]>`
    SELECT c.sent_at, c.model, c.uncached_input_tokens::float8 + c.cache_write_tokens AS input_tokens,
           c.cache_read_tokens::float8 AS cache_read_tokens, c.output_tokens::float8 AS output_tokens,
           c.cost_usd::text AS cost_usd, c.value_usd::text AS value_usd, c.is_failed,
           c.billing_mode, c.charged_by
    FROM call c JOIN coding_session s ON s.tenant_id = c.tenant_id AND s.harness = c.harness
      AND s.session_id = c.session_id AND s.authority = c.signal
    WHERE c.tenant_id = ${session.tenant_id} AND c.session_id = ${session.session_id}
      AND c.harness = ${session.harness} AND c.charged_by <> 'repeated'
      AND c.sent_at BETWEEN ${session.started_at.toISOString()}::timestamptz
                        AND ${session.last_at.toISOString()}::timestamptz
    ORDER BY c.sent_at, c.call_key LIMIT ${MAX_CALLS}`;
}

export function listTenantNames(tenantIds: readonly string[]) {
  return getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
  });
}

export interface CodingStateRow {
  version: string;
  rolled_up_at: Date | null;
  is_waiting: boolean;
}

/** How far the sums are; one row, and one look at the marks. */
export async function findCodingState(): Promise<CodingStateRow> {
  const [row] = await getDatabase().$queryRaw<CodingStateRow[]>`
    SELECT coalesce(max(version), 0)::text AS version, max(rolled_up_at) AS rolled_up_at,
           EXISTS (SELECT 1 FROM call_mark) AS is_waiting
    FROM coding_state`;
  return row ?? { version: "0", rolled_up_at: null, is_waiting: false };
}
