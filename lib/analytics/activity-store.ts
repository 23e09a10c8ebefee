import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toLikePattern } from "./leaderboard-store";
import type { Grain, TimeRange } from "./period";
import type { ResolvedTime } from "./resolve-time";
import type { SpenderSort } from "./schema";
import type { InsightFilter } from "./scope";
import { NO_PROJECT } from "./words";

/** Rows of a range within filter; each choice is served by an index of its own. */
function within(grain: Grain, range: TimeRange, filter: InsightFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`a.grain = ${grain}::activity_grain`,
    Prisma.sql`a.starts_at >= ${range.from.toISOString()}::timestamptz`,
    Prisma.sql`a.starts_at < ${range.to.toISOString()}::timestamptz`,
  ];
  if (filter.projectNames) {
    conditions.push(Prisma.sql`a.project_name = ANY(${[...filter.projectNames]})`);
  }
  if (filter.personIds) {
    conditions.push(Prisma.sql`a.person_id = ANY(${[...filter.personIds]}::int[])`);
  }
  return Prisma.join(conditions, " AND ");
}

export interface StepRow {
  starts_at: Date;
  assistant_usd: string;
  workflow_usd: string;
  datasource_usd: string;
  cli_usd: string;
  total_usd: string;
}

export function listSpendSteps(time: ResolvedTime, filter: InsightFilter): Promise<StepRow[]> {
  return getDatabase().$queryRaw<StepRow[]>`
    SELECT a.starts_at, sum(a.assistant_usd)::text AS assistant_usd,
           sum(a.workflow_usd)::text AS workflow_usd, sum(a.datasource_usd)::text AS datasource_usd,
           sum(a.cli_usd)::text AS cli_usd, sum(a.total_usd)::text AS total_usd
    FROM person_activity a WHERE ${within(time.grain, time.range, filter)}
    GROUP BY a.starts_at ORDER BY a.starts_at`;
}

/** The steps of a range that were read, and when the newest was. */
export async function listReadSteps(
  grain: Grain,
  range: TimeRange,
): Promise<{ startsAt: Date; readAt: Date }[]> {
  return getDatabase().activityCoverage.findMany({
    where: { grain, startsAt: { gte: range.from, lt: range.to } },
    select: { startsAt: true, readAt: true },
  });
}

export interface TotalRow {
  total_usd: string;
  cli_usd: string;
  total_tokens: number;
  people: number;
  cli_people: number;
}

/** The value of a column, the last step of the previous range by the share that has passed. */
function weighted(column: string, time: ResolvedTime): Prisma.Sql {
  const stepMs = time.grain === "hour" ? 3_600_000 : 86_400_000;
  const lastMs = Math.floor((time.previous.to.getTime() - 1) / stepMs) * stepMs;
  return Prisma.sql`sum(a.${Prisma.raw(column)} * CASE
    WHEN a.starts_at = ${new Date(lastMs).toISOString()}::timestamptz
    THEN ${String(time.lastStepShare)}::numeric ELSE 1 END)`;
}

export async function sumActivity(
  time: ResolvedTime,
  filter: InsightFilter,
  which: "range" | "previous",
): Promise<TotalRow> {
  const isPrevious = which === "previous";
  const sum = (column: string) =>
    isPrevious ? weighted(column, time) : Prisma.sql`sum(a.${Prisma.raw(column)})`;
  const [row] = await getDatabase().$queryRaw<TotalRow[]>`
    SELECT coalesce(${sum("total_usd")}, 0)::text AS total_usd,
           coalesce(${sum("cli_usd")}, 0)::text AS cli_usd,
           coalesce(${sum("total_tokens")}, 0)::float8 AS total_tokens,
           count(DISTINCT a.person_id)::int AS people,
           (count(DISTINCT a.person_id) FILTER (WHERE a.cli_usd > 0))::int AS cli_people
    FROM person_activity a WHERE ${within(time.grain, time[which], filter)}`;
  if (!row) throw new Error("An aggregate without groups has one row");
  return row;
}

export interface SpenderStoreRow {
  id: string;
  name: string;
  identity: string | null;
  cli_usd: string;
  total_usd: string;
  previous_usd: string;
  total_tokens: number;
  found: number;
  found_usd: string;
}

/** Of the amounts, not of the texts that are handed out. */
const SPENDER_SORTS: Record<SpenderSort, string> = {
  name: "lower(named.name)",
  total: "named.total_usd",
  platform: "named.total_usd - named.cli_usd",
  cli: "named.cli_usd",
  tokens: "named.total_tokens",
  change: "named.total_usd - named.previous_usd",
};

export interface SpenderInput {
  by: "person" | "project";
  time: ResolvedTime;
  filter: InsightFilter;
  search: string;
  sort: SpenderSort;
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

/** What each person or project spent, with the time before. */
export function listSpenders(input: SpenderInput): Promise<SpenderStoreRow[]> {
  const { by, time, filter } = input;
  const key = Prisma.raw(by === "person" ? "a.person_id" : "a.project_name");
  const pattern = toLikePattern(input.search);
  const [label, identity, join] =
    by === "person"
      ? [
          Prisma.sql`p.name`,
          Prisma.sql`p.identity`,
          Prisma.sql`JOIN insight_person p ON p.id = s.key`,
        ]
      : [
          Prisma.sql`CASE WHEN s.key = '' THEN ${NO_PROJECT} ELSE s.key END`,
          Prisma.sql`NULL::text`,
          Prisma.empty,
        ];
  const direction = Prisma.raw(input.order === "asc" ? "ASC" : "DESC");
  return getDatabase().$queryRaw<SpenderStoreRow[]>`
    WITH used AS (
      SELECT ${key} AS key, sum(a.cli_usd) AS cli_usd, sum(a.total_usd) AS total_usd,
             sum(a.total_tokens) AS total_tokens
      FROM person_activity a WHERE ${within(time.grain, time.range, filter)} GROUP BY ${key}
    ), before AS (
      SELECT ${key} AS key, ${weighted("total_usd", time)} AS previous_usd
      FROM person_activity a WHERE ${within(time.grain, time.previous, filter)} GROUP BY ${key}
    ), named AS (
      SELECT s.key::text AS id, ${label} AS name, ${identity} AS identity, s.cli_usd, s.total_usd,
             s.total_tokens, coalesce(b.previous_usd, 0) AS previous_usd
      FROM used s LEFT JOIN before b ON b.key = s.key ${join}
    )
    SELECT id, name, identity, cli_usd::text AS cli_usd, total_usd::text AS total_usd,
           previous_usd::text AS previous_usd, total_tokens::float8 AS total_tokens,
           (count(*) OVER ())::int AS found, (sum(total_usd) OVER ())::text AS found_usd
    FROM named
    WHERE ${input.search === ""} OR name ILIKE ${pattern} OR identity ILIKE ${pattern}
    ORDER BY ${Prisma.raw(SPENDER_SORTS[input.sort])} ${direction}, id
    LIMIT ${input.limit} OFFSET ${input.offset}`;
}
