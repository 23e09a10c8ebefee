import "server-only";
import { randomUUID } from "node:crypto";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PersonKind } from "@/lib/spending/identity";
import type { MemberRow } from "./summary";

/** Which cohorts a viewer may see: all of them, or one's own and those shared with one. */
export type CohortScope = { kind: "all" } | { kind: "own"; userId: string };

export interface StoredCohort {
  cohort_id: string;
  name: string;
  owner_id: string;
  owner_name: string;
  version: string;
  created_at: Date;
}

function whereVisible(scope: CohortScope): Prisma.Sql {
  if (scope.kind === "all") return Prisma.sql`true`;
  return Prisma.sql`(c.owner_id = ${scope.userId}::uuid OR EXISTS (
    SELECT 1 FROM cohort_share s WHERE s.cohort_id = c.id AND s.user_id = ${scope.userId}::uuid))`;
}

const COHORT = Prisma.sql`
  SELECT c.id::text AS cohort_id, c.name, c.owner_id::text, coalesce(u.name, u.email, 'nobody') AS owner_name,
         c.version::text, c.created_at
  FROM cohort c LEFT JOIN "user" u ON u.id = c.owner_id`;

export async function findCohort(
  cohortId: string,
  scope: CohortScope,
): Promise<StoredCohort | null> {
  const [row] = await getDatabase().$queryRaw<StoredCohort[]>`
    ${COHORT} WHERE c.id = ${cohortId}::uuid AND ${whereVisible(scope)}`;
  return row ?? null;
}

export interface ListedCohort extends StoredCohort {
  participants: number;
  total_usd: string;
}

export async function listCohortRows(scope: CohortScope): Promise<ListedCohort[]> {
  return getDatabase().$queryRaw<ListedCohort[]>`
    SELECT listed.*, coalesce(sums.participants, 0)::int AS participants,
           coalesce(sums.total_usd, 0)::text AS total_usd
    FROM (${COHORT} WHERE ${whereVisible(scope)}) listed
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT m.person_id) AS participants, sum(a.spend_usd) AS total_usd
      FROM cohort_member m
      LEFT JOIN account a ON a.person_id = m.person_id AND a.kind IN ('web', 'cli', 'premium')
      WHERE m.cohort_id = listed.cohort_id::uuid) sums ON true
    ORDER BY lower(listed.name), listed.cohort_id`;
}

/** Each member's accounts of these kinds added up; served by the primary keys of cohort_member and account. */
export async function listMembers(
  cohortId: string,
  kinds: readonly PersonKind[],
): Promise<MemberRow[]> {
  return getDatabase().$queryRaw<MemberRow[]>`
    SELECT m.person_id, m.name,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'web')::text AS web_usd,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'cli')::text AS cli_usd,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'premium')::text AS premium_usd,
           coalesce(bool_or(a.state <> 'absent' AND a.spend_usd IS NOT NULL), false) AS is_found,
           coalesce(bool_or(a.state = 'failed'), false) AS has_failed
    FROM cohort_member m
    LEFT JOIN account a ON a.person_id = m.person_id AND a.kind::text = ANY(${[...kinds]})
    WHERE m.cohort_id = ${cohortId}::uuid
    GROUP BY m.person_id, m.name ORDER BY m.person_id`;
}

export async function isMember(cohortId: string, personId: string): Promise<boolean> {
  const rows = await getDatabase().$queryRaw<unknown[]>`
    SELECT 1 FROM cohort_member WHERE cohort_id = ${cohortId}::uuid AND person_id = ${personId}`;
  return rows.length > 0;
}

/** How many of these people LiteLLM knows. */
export async function countKnownPeople(personIds: readonly string[]): Promise<number> {
  const [row] = await getDatabase().$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT person_id)::int AS count FROM account
    WHERE person_id = ANY(${[...personIds]}) AND state <> 'absent'
      AND kind IN ('web', 'cli', 'premium')`;
  return row?.count ?? 0;
}

export async function listShares(cohortId: string): Promise<string[]> {
  const rows = await getDatabase().$queryRaw<{ email: string }[]>`
    SELECT u.email FROM cohort_share s JOIN "user" u ON u.id = s.user_id
    WHERE s.cohort_id = ${cohortId}::uuid ORDER BY u.email`;
  return rows.map((row) => row.email);
}

/** Runs a change with what it writes about itself, in one transaction. */
export function changeCohorts<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return getDatabase().$transaction(work, { timeout: 60_000 });
}

export async function insertCohort(
  tx: Transaction,
  name: string,
  ownerId: string,
): Promise<string> {
  const id = randomUUID();
  await tx.$executeRaw`
    INSERT INTO cohort (id, name, owner_id) VALUES (${id}::uuid, ${name}, ${ownerId}::uuid)`;
  return id;
}

async function raiseVersion(tx: Transaction, cohortId: string): Promise<void> {
  await tx.$executeRaw`UPDATE cohort SET version = version + 1 WHERE id = ${cohortId}::uuid`;
}

/** @returns how many were not in it before; a name that is new to one who is in it is kept */
export async function addMembers(
  tx: Transaction,
  cohortId: string,
  people: readonly { person_id: string; name: string | null }[],
): Promise<number> {
  const rows = await tx.$queryRaw<{ is_new: boolean }[]>`
    INSERT INTO cohort_member AS m (cohort_id, person_id, name)
    SELECT ${cohortId}::uuid, person_id, name
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS r(person_id text, name text)
    ON CONFLICT (cohort_id, person_id) DO UPDATE SET name = coalesce(excluded.name, m.name)
    RETURNING xmax = 0 AS is_new`;
  await raiseVersion(tx, cohortId);
  return rows.filter((row) => row.is_new).length;
}

export async function removeMembers(
  tx: Transaction,
  cohortId: string,
  personIds: readonly string[],
): Promise<number> {
  const removed = await tx.$executeRaw`
    DELETE FROM cohort_member
    WHERE cohort_id = ${cohortId}::uuid AND person_id = ANY(${[...personIds]})`;
  await raiseVersion(tx, cohortId);
  return removed;
}

export async function renameCohort(tx: Transaction, cohortId: string, name: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE cohort SET name = ${name}, version = version + 1 WHERE id = ${cohortId}::uuid`;
}

export async function deleteCohort(tx: Transaction, cohortId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM cohort WHERE id = ${cohortId}::uuid`;
}

/** Shares it with exactly these portal accounts. @returns the e-mails that are no account */
export async function replaceShares(
  tx: Transaction,
  cohortId: string,
  emails: readonly string[],
): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT id::text, email FROM "user" WHERE email = ANY(${[...emails]}) AND NOT is_disabled`;
  const known = new Set(found.map((row) => row.email));
  const unknown = emails.filter((email) => !known.has(email));
  if (unknown.length > 0) return unknown;
  await tx.$executeRaw`DELETE FROM cohort_share WHERE cohort_id = ${cohortId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO cohort_share (cohort_id, user_id)
    SELECT ${cohortId}::uuid, id FROM unnest(${found.map((row) => row.id)}::uuid[]) AS id`;
  await raiseVersion(tx, cohortId);
  return [];
}
