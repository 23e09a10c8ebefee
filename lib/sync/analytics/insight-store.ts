import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { PERIODS, type Grain, type TimeRange } from "@/lib/analytics/period";
import type { PeopleIds } from "./insight-person-store";
import { addProjectPeople } from "./leaderboard-store";
import type { TablesRead } from "./read-tables";
import type { ProjectActivity } from "./split-activity";

export interface StoredWindow {
  startsAt: Date;
  isOver: boolean;
}

/** Windows of a grain since `from` that were read. */
export function listWindows(db: Database, grain: Grain, from: Date): Promise<StoredWindow[]> {
  return db.activityCoverage.findMany({
    where: { grain, startsAt: { gte: from } },
    select: { startsAt: true, isOver: true },
  });
}

const incoming = (json: string) => Prisma.sql`jsonb_to_recordset(${json}::jsonb) AS r(
  "projectName" text, "personId" int, "assistantUsd" numeric, "workflowUsd" numeric,
  "datasourceUsd" numeric, "cliUsd" numeric, "totalUsd" numeric, "assistantTokens" bigint,
  "workflowTokens" bigint, "datasourceTokens" bigint, "totalTokens" bigint)`;

const VALUES = [
  ...["assistant_usd", "workflow_usd", "datasource_usd", "cli_usd", "total_usd"],
  ...["assistant_tokens", "workflow_tokens", "datasource_tokens", "total_tokens"],
];
const listValues = (prefix: string) =>
  Prisma.raw(VALUES.map((column) => `${prefix}${column}`).join(", "));
const assignValues = Prisma.raw(VALUES.map((name) => `${name} = excluded.${name}`).join(", "));

export interface ActivityWindow {
  grain: Grain;
  startsAt: Date;
  readAt: Date;
  isOver: boolean;
}

/** Makes a day or hour exactly what was read. @returns how many rows were added, changed or removed */
export async function replaceActivity(
  tx: Transaction,
  { grain, startsAt, readAt, isOver }: ActivityWindow,
  records: readonly ProjectActivity[],
  ids: PeopleIds,
): Promise<number> {
  const rows = records.map((row) => ({ ...row, personId: ids.get(row.identity) }));
  const rowsRead = incoming(JSON.stringify(rows));
  const at = startsAt.toISOString();
  const removed = await tx.$executeRaw`
    DELETE FROM person_activity a
    WHERE a.grain = ${grain}::activity_grain AND a.starts_at = ${at}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM ${rowsRead}
                      WHERE r."projectName" = a.project_name AND r."personId" = a.person_id)`;
  const written = await tx.$executeRaw`
    INSERT INTO person_activity AS t (project_name, grain, starts_at, person_id, ${listValues("")})
    SELECT "projectName", ${grain}::activity_grain, ${at}::timestamptz, "personId",
           sum("assistantUsd"), sum("workflowUsd"), sum("datasourceUsd"), sum("cliUsd"),
           sum("totalUsd"), sum("assistantTokens"), sum("workflowTokens"), sum("datasourceTokens"),
           sum("totalTokens")
    FROM ${rowsRead} GROUP BY "projectName", "personId"
    ON CONFLICT (project_name, grain, starts_at, person_id) DO UPDATE SET ${assignValues}
      WHERE (${listValues("t.")}) IS DISTINCT FROM (${listValues("excluded.")})`;
  const memberships = rows.flatMap(({ projectName, personId }) =>
    projectName === "" || personId === undefined ? [] : [{ projectName, personId }],
  );
  await addProjectPeople(tx, memberships);
  const coverage = { readAt, isOver };
  await tx.activityCoverage.upsert({
    where: { grain_startsAt: { grain, startsAt } },
    create: { grain, startsAt, ...coverage },
    update: coverage,
  });
  return removed + written;
}

/** Hours before `before` are told by their days. */
export async function pruneHours(tx: Transaction, before: Date): Promise<void> {
  const at = before.toISOString();
  await tx.$executeRaw`
    DELETE FROM person_activity WHERE grain = 'hour' AND starts_at < ${at}::timestamptz`;
  await tx.$executeRaw`
    DELETE FROM activity_coverage WHERE grain = 'hour' AND starts_at < ${at}::timestamptz`;
}

/** Shared projects that were used since `from`. */
export async function listProjectsSince(db: Database, grain: Grain, from: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ project_name: string }[]>`
    SELECT DISTINCT project_name FROM person_activity
    WHERE grain = ${grain}::activity_grain AND starts_at >= ${from.toISOString()}::timestamptz
      AND project_name <> '' ORDER BY project_name`;
  return rows.map((row) => row.project_name);
}

export interface StoredTables {
  projectName: string;
  period: string;
  readAt: Date;
  windowFrom: Date;
}

/** When each project's tables of each period were read. */
export function listTableReadings(db: Database): Promise<StoredTables[]> {
  return db.insightTable.findMany({
    where: { name: "summaries", period: { in: [...PERIODS] } },
    select: { projectName: true, period: true, readAt: true, windowFrom: true },
  });
}

export interface NewTables extends TablesRead {
  projectName: string;
  /** A period, or a question's id. */
  key: string;
  window: TimeRange;
  readAt: Date;
}

/** Makes the tables of a project and a period or question what was read, all of them or none. */
export async function replaceTables(
  tx: Transaction,
  read: NewTables,
  ids: PeopleIds,
): Promise<void> {
  const { projectName, key, window, readAt } = read;
  const json = JSON.stringify(Object.entries(read.tables).map(([name, rows]) => ({ name, rows })));
  await tx.$executeRaw`
    INSERT INTO insight_table (project_name, period, name, window_from, window_to, read_at, rows)
    SELECT ${projectName}, ${key}, name, ${window.from.toISOString()}::timestamptz,
           ${window.to.toISOString()}::timestamptz, ${readAt.toISOString()}::timestamptz, rows
    FROM jsonb_to_recordset(${json}::jsonb) AS r(name text, rows jsonb)
    ON CONFLICT (project_name, period, name) DO UPDATE
      SET window_from = excluded.window_from, window_to = excluded.window_to,
          read_at = excluded.read_at, rows = excluded.rows`;
  await tx.cliPerson.deleteMany({ where: { projectName, period: key } });
  const people = new Map(
    read.cliPeople.flatMap(({ userId, email, name, costUsd, ...person }) => {
      const personId = ids.get(email ?? userId.toLowerCase());
      return personId === undefined
        ? []
        : [
            [
              personId,
              { ...person, projectName, period: key, personId, costUsd: costUsd.toFixed() },
            ],
          ];
    }),
  );
  await tx.cliPerson.createMany({ data: [...people.values()] });
}
