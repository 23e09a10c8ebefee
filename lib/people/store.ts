import "server-only";
import { randomUUID } from "node:crypto";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { PersonKind } from "@/lib/spending/identity";
import { BUDGET_WARNING_SHARE } from "@/lib/usage/budget-status";
import type { MemberRow } from "./summary";

/** Which cohorts and whose figures a viewer may see. */
export interface CohortScope {
  hasAll: boolean;
  /** Empty for what acts where nobody is signed in. */
  userId: string;
  /** The viewer's own accounts. */
  personId: string;
  /** Managed by the viewer, whose people are seen. */
  projectNames: readonly string[];
}

export interface StoredCohort {
  cohort_id: string;
  name: string;
  owner_id: string;
  owner_name: string | null;
  version: string;
  created_at: Date;
  /** An administrator shared it with the viewer: all its people are seen. */
  has_everybody: boolean;
}

function toCohorts({ hasAll, userId }: CohortScope): Prisma.Sql {
  const user = Prisma.sql`nullif(${userId}, '')::uuid`;
  return Prisma.sql`
    SELECT c.id::text AS cohort_id, c.name, c.owner_id::text, coalesce(u.name, u.email) AS owner_name,
           c.version::text, c.created_at, ${hasAll} OR coalesce(s.has_everybody, false) AS has_everybody
    FROM cohort c
    LEFT JOIN "user" u ON u.id = c.owner_id
    LEFT JOIN cohort_share s ON s.cohort_id = c.id AND s.user_id = ${user}
    WHERE (${hasAll} OR c.owner_id = ${user} OR s.user_id IS NOT NULL)`;
}

/** Who agreed, who works in the viewer's projects, and the viewer: all that may be seen where not everybody is. */
function whereSeen(scope: CohortScope, cohortId: Prisma.Sql, personId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${personId} = ${scope.personId}
    OR EXISTS (SELECT 1 FROM cohort_member agreed WHERE agreed.cohort_id = ${cohortId}
                 AND agreed.person_id = ${personId} AND agreed.agreed_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM insight_person known JOIN project_person work ON work.person_id = known.id
               WHERE known.identity = ${personId} AND work.project_name = ANY(${[...scope.projectNames]}::text[])))`;
}

/** Whom of one cohort a viewer sees. */
export interface Reach {
  cohortId: string;
  /** Null: everybody. */
  scope: CohortScope | null;
}

export function whereReached({ cohortId, scope }: Reach, personId: Prisma.Sql): Prisma.Sql {
  if (scope === null) return Prisma.sql`true`;
  return whereSeen(scope, Prisma.sql`${cohortId}::uuid`, personId);
}

export async function findCohort(
  cohortId: string,
  scope: CohortScope,
): Promise<StoredCohort | null> {
  const [row] = await getDatabase().$queryRaw<StoredCohort[]>`
    ${toCohorts(scope)} AND c.id = ${cohortId}::uuid`;
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
    FROM (${toCohorts(scope)}) listed
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT m.person_id) AS participants, sum(a.spend_usd) AS total_usd
      FROM cohort_member m
      LEFT JOIN account a ON a.person_id = m.person_id AND a.kind IN ('web', 'cli', 'premium')
      WHERE m.cohort_id = listed.cohort_id::uuid
        AND (listed.has_everybody OR ${whereSeen(scope, Prisma.sql`m.cohort_id`, Prisma.sql`m.person_id`)})
    ) sums ON true
    ORDER BY lower(listed.name), listed.cohort_id`;
}

/** The accounts of these kinds of each member that is seen, added up; served by primary keys. */
export async function listMembers(
  reach: Reach,
  kinds: readonly PersonKind[],
): Promise<MemberRow[]> {
  return getDatabase().$queryRaw<MemberRow[]>`
    SELECT m.person_id, coalesce(m.name, nullif(known.name, m.person_id)) AS name,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'web')::text AS web_usd,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'cli')::text AS cli_usd,
           sum(a.spend_usd) FILTER (WHERE a.kind = 'premium')::text AS premium_usd,
           coalesce(bool_or(a.state <> 'absent' AND a.spend_usd IS NOT NULL), false) AS is_found,
           coalesce(bool_or(a.state = 'failed'), false) AS has_failed,
           coalesce(bool_or(a.is_blocked), false) AS is_blocked,
           coalesce(bool_or(a.spend_usd > 0 AND a.spend_usd >= b.max_budget_usd), false) AS is_over,
           coalesce(bool_or(a.spend_usd > 0
             AND a.spend_usd >= b.max_budget_usd * ${BUDGET_WARNING_SHARE}::float8::numeric), false) AS is_near,
           min(b.reset_at) AS reset_at
    FROM cohort_member m
    LEFT JOIN insight_person known ON known.identity = m.person_id
    LEFT JOIN account a ON a.person_id = m.person_id AND a.kind::text = ANY(${[...kinds]})
    LEFT JOIN account_budget b ON b.id = a.budget_id AND a.state <> 'absent'
    WHERE m.cohort_id = ${reach.cohortId}::uuid AND ${whereReached(reach, Prisma.sql`m.person_id`)}
    GROUP BY m.person_id, m.name, known.name ORDER BY m.person_id`;
}

/** How many members there are, how many of them are seen, and a text that changes with who they are. */
export async function findReached(
  reach: Reach,
): Promise<{ members: number; seen: number; version: string }> {
  const seen = whereReached(reach, Prisma.sql`m.person_id`);
  const [row] = await getDatabase().$queryRaw<{ members: number; seen: number; version: string }[]>`
    SELECT count(*)::int AS members, count(*) FILTER (WHERE is_seen)::int AS seen,
           coalesce(md5(string_agg(person_id, ',' ORDER BY person_id) FILTER (WHERE is_seen)), '')
             AS version
    FROM (SELECT m.person_id, ${seen} AS is_seen FROM cohort_member m
          WHERE m.cohort_id = ${reach.cohortId}::uuid) of_cohort`;
  return row ?? { members: 0, seen: 0, version: "" };
}

export async function isMember(reach: Reach, personId: string): Promise<boolean> {
  const rows = await getDatabase().$queryRaw<unknown[]>`
    SELECT 1 FROM cohort_member m
    WHERE m.cohort_id = ${reach.cohortId}::uuid AND m.person_id = ${personId}
      AND ${whereReached(reach, Prisma.sql`m.person_id`)}`;
  return rows.length > 0;
}

export interface MembershipRow {
  cohort_id: string;
  name: string;
  owner_name: string | null;
  has_agreed: boolean;
}

/** The cohorts that a person is in; served by the members' index. */
export async function listMemberships(personId: string): Promise<MembershipRow[]> {
  return getDatabase().$queryRaw<MembershipRow[]>`
    SELECT c.id::text AS cohort_id, c.name, coalesce(u.name, u.email) AS owner_name,
           m.agreed_at IS NOT NULL AS has_agreed
    FROM cohort_member m JOIN cohort c ON c.id = m.cohort_id LEFT JOIN "user" u ON u.id = c.owner_id
    WHERE m.person_id = ${personId} ORDER BY lower(c.name), c.id`;
}

/** @returns whether the person is in the cohort */
export async function setAgreed(
  tx: Transaction,
  cohortId: string,
  personId: string,
  hasAgreed: boolean,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE cohort_member SET agreed_at = CASE WHEN ${hasAgreed} THEN now() END
    WHERE cohort_id = ${cohortId}::uuid AND person_id = ${personId}`;
  return changed > 0;
}

/** Who of these people LiteLLM knows. */
export async function listKnownPeople(personIds: readonly string[]): Promise<string[]> {
  const rows = await getDatabase().$queryRaw<{ person_id: string }[]>`
    SELECT DISTINCT person_id FROM account
    WHERE person_id = ANY(${[...personIds]}) AND state <> 'absent'
      AND kind IN ('web', 'cli', 'premium')`;
  return rows.map((row) => row.person_id);
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

/**
 * Shares it with exactly these portal accounts; who saw everybody before still does.
 * @param hasEverybody an administrator shares it
 * @returns the e-mails that are no account
 */
export async function replaceShares(
  tx: Transaction,
  cohortId: string,
  emails: readonly string[],
  hasEverybody: boolean,
): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT id::text, email FROM "user" WHERE email = ANY(${[...emails]}) AND NOT is_disabled`;
  const known = new Set(found.map((row) => row.email));
  const unknown = emails.filter((email) => !known.has(email));
  if (unknown.length > 0) return unknown;
  const ids = found.map((row) => row.id);
  await tx.$executeRaw`
    DELETE FROM cohort_share WHERE cohort_id = ${cohortId}::uuid AND user_id <> ALL(${ids}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO cohort_share AS s (cohort_id, user_id, has_everybody)
    SELECT ${cohortId}::uuid, id, ${hasEverybody} FROM unnest(${ids}::uuid[]) AS id
    ON CONFLICT (cohort_id, user_id)
      DO UPDATE SET has_everybody = s.has_everybody OR excluded.has_everybody`;
  await raiseVersion(tx, cohortId);
  return [];
}
