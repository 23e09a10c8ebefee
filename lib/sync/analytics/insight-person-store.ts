import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/lib/db/client";
import { toAlias } from "@/lib/analytics/alias";

export interface NewPerson {
  /** A lower-case e-mail address or the upstream's id. */
  identity: string;
  userId: string | null;
  name: string;
}

/** People's ids by identity and by the upstream's own id. */
export type PeopleIds = ReadonlyMap<string, number>;

export async function readPeopleIds(tx: Database | Transaction): Promise<PeopleIds> {
  const rows = await tx.$queryRaw<{ id: number; identity: string; user_id: string | null }[]>`
    SELECT id, identity, user_id FROM insight_person`;
  const ids = new Map(rows.map((row) => [row.identity, row.id]));
  for (const row of rows) if (row.user_id !== null) ids.set(row.user_id, row.id);
  return ids;
}

/** Adds people, and gives those who were known by an id alone their address and name. */
export async function savePeople(
  tx: Transaction,
  people: readonly NewPerson[],
): Promise<PeopleIds> {
  const json = JSON.stringify(
    people.map((person) => {
      const boardRef = randomUUID();
      return { ...person, boardRef, alias: toAlias(boardRef + randomUUID()) };
    }),
  );
  await tx.$executeRaw`
    UPDATE insight_person p SET identity = r.identity, user_id = r."userId", name = r.name
    FROM jsonb_to_recordset(${json}::jsonb) AS r(identity text, "userId" text, name text)
    WHERE (p.user_id = r."userId" OR (p.identity = r."userId" AND p.user_id IS NULL))
      AND (p.identity, p.name) IS DISTINCT FROM (r.identity, r.name)
      AND NOT EXISTS (SELECT 1 FROM insight_person o WHERE o.identity = r.identity AND o.id <> p.id)`;
  await tx.$executeRaw`
    INSERT INTO insight_person AS p (identity, user_id, name, board_ref, alias)
    SELECT DISTINCT ON (r.identity) r.identity,
           CASE WHEN EXISTS (SELECT 1 FROM insight_person o WHERE o.user_id = r."userId")
                THEN NULL ELSE r."userId" END, r.name, r."boardRef", r.alias
    FROM jsonb_to_recordset(${json}::jsonb)
      AS r(identity text, "userId" text, name text, "boardRef" uuid, alias text)
    ON CONFLICT (identity) DO UPDATE
      SET user_id = coalesce(p.user_id, excluded.user_id),
          name = CASE WHEN excluded.user_id IS NULL THEN p.name ELSE excluded.name END
      WHERE (p.user_id IS NULL AND excluded.user_id IS NOT NULL)`;
  return readPeopleIds(tx);
}

/** Whether somebody is known by the upstream's id alone. */
export async function hasUnnamedPeople(db: Database): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM insight_person WHERE identity NOT LIKE '%@%' AND name = identity LIMIT 1`;
  return rows.length > 0;
}

/** Gives names to people who are known by the upstream's id alone. */
export function namePeople(
  tx: Transaction,
  people: readonly { userId: string; name: string }[],
): Promise<number> {
  return tx.$executeRaw`
    UPDATE insight_person p SET name = r.name
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS r("userId" text, name text)
    WHERE p.identity = r."userId" AND p.name = p.identity AND r.name <> ''`;
}
