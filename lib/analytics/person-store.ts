import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toLikePattern } from "./leaderboard-store";
import type { InsightFilter } from "./scope";

export interface PersonRow {
  id: number;
  name: string;
  identity: string;
}

/** People an answer may name: those of the projects and of the list. */
function isReached(filter: InsightFilter): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (filter.personIds) conditions.push(Prisma.sql`p.id = ANY(${[...filter.personIds]}::int[])`);
  if (filter.projectNames) {
    conditions.push(Prisma.sql`p.id IN (SELECT person_id FROM project_person
      WHERE project_name = ANY(${[...filter.projectNames]}))`);
  }
  return Prisma.join(conditions, " AND ");
}

/** People by a part of their name or address; names that begin with it come first. */
export function searchPeople(
  filter: InsightFilter,
  search: string,
  limit: number,
): Promise<PersonRow[]> {
  const pattern = toLikePattern(search);
  return getDatabase().$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.identity FROM insight_person p
    WHERE ${isReached(filter)} AND (p.name ILIKE ${pattern} OR p.identity ILIKE ${pattern})
    ORDER BY p.name NOT ILIKE ${pattern.slice(1)}, lower(p.name), p.id LIMIT ${limit}`;
}

export function listPeopleById(
  filter: InsightFilter,
  ids: readonly number[],
): Promise<PersonRow[]> {
  return getDatabase().$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.identity FROM insight_person p
    WHERE p.id = ANY(${[...ids]}::int[]) AND ${isReached(filter)} ORDER BY lower(p.name), p.id`;
}

/** Shared projects in which somebody within reach works. */
export async function listProjects(
  projectNames: readonly string[] | null,
  personIds: readonly number[] | null,
): Promise<string[]> {
  const inProjects = projectNames
    ? Prisma.sql`project_name = ANY(${[...projectNames]})`
    : Prisma.sql`true`;
  const ofPeople = personIds
    ? Prisma.sql`person_id = ANY(${[...personIds]}::int[])`
    : Prisma.sql`true`;
  const rows = await getDatabase().$queryRaw<{ project_name: string }[]>`
    SELECT DISTINCT project_name FROM project_person
    WHERE ${inProjects} AND ${ofPeople} ORDER BY project_name`;
  return rows.map((row) => row.project_name);
}

/** The people with these addresses, within filter. */
export function listReachedPeople(
  filter: InsightFilter,
  identities: readonly string[],
): Promise<PersonRow[]> {
  return getDatabase().$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.identity FROM insight_person p
    WHERE p.identity = ANY(${[...identities]}) AND ${isReached(filter)}`;
}
