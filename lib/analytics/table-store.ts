import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toLikePattern } from "./leaderboard-store";
import type { Period } from "./period";
import type { QuestionReading } from "./question";
import { EVERY_PROJECT, type CliSort } from "./schema";
import type { InsightFilter } from "./scope";

/**
 * A table for all projects together (null) or for some.
 * @param key a period, or a question's id
 */
export function listTables(
  name: string,
  key: string,
  projectNames: readonly string[] | null,
): Promise<{ rows: unknown }[]> {
  return getDatabase().insightTable.findMany({
    where: { name, period: key, projectName: { in: [...(projectNames ?? [EVERY_PROJECT])] } },
    select: { rows: true },
    orderBy: { projectName: "asc" },
  });
}

export interface CliPersonStoreRow {
  person_id: number;
  name: string;
  identity: string;
  classification: string;
  sessions: number;
  lines_added: number;
  lines_removed: number;
  net_lines: number;
  cost_usd: string;
  found: number;
}

const SORTS: Record<CliSort, string> = {
  name: "lower(name)",
  classification: "classification",
  sessions: "sessions",
  net_lines: "net_lines",
  cost: "cost",
};

export interface CliPeopleInput {
  /** A period, or a question's id. */
  key: string;
  filter: InsightFilter;
  search: string;
  sort: CliSort;
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

/** Who used the command line; over several projects sums, and the class of where most was spent. */
export function listCliPeople(input: CliPeopleInput): Promise<CliPersonStoreRow[]> {
  const { filter, search } = input;
  const pattern = toLikePattern(search);
  const people = filter.personIds
    ? Prisma.sql`c.person_id = ANY(${[...filter.personIds]}::int[])`
    : Prisma.sql`true`;
  const direction = Prisma.raw(input.order === "asc" ? "ASC" : "DESC");
  return getDatabase().$queryRaw<CliPersonStoreRow[]>`
    WITH summed AS (
      SELECT c.person_id, (array_agg(c.classification ORDER BY c.cost_usd DESC))[1] AS classification,
             sum(c.sessions)::int AS sessions, sum(c.lines_added)::int AS lines_added,
             sum(c.lines_removed)::int AS lines_removed, sum(c.net_lines)::int AS net_lines,
             sum(c.cost_usd) AS cost
      FROM cli_person c
      WHERE c.project_name = ANY(${[...(filter.projectNames ?? [EVERY_PROJECT])]})
        AND c.period = ${input.key} AND ${people}
      GROUP BY c.person_id
    ), named AS (
      SELECT s.*, p.name, p.identity FROM summed s JOIN insight_person p ON p.id = s.person_id)
    SELECT person_id, name, identity, classification, sessions, lines_added, lines_removed, net_lines,
           cost::text AS cost_usd, (count(*) OVER ())::int AS found
    FROM named
    WHERE ${search === ""} OR name ILIKE ${pattern} OR identity ILIKE ${pattern}
    ORDER BY ${Prisma.raw(SORTS[input.sort])} ${direction}, person_id
    LIMIT ${input.limit} OFFSET ${input.offset}`;
}

/** When a period was read for somebody's projects, the oldest of them; null when never. */
export async function findTableReading(
  period: Period,
  projectNames: readonly string[] | null,
): Promise<QuestionReading | null> {
  return getDatabase().insightTable.findFirst({
    where: {
      name: "summaries",
      period,
      projectName: { in: [...(projectNames ?? [EVERY_PROJECT])] },
    },
    select: { windowFrom: true, windowTo: true, readAt: true },
    orderBy: { readAt: "asc" },
  });
}
