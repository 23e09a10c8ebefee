import "server-only";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AuditFields } from "./schema";

export interface NewAuditRow {
  actorId: string | null;
  actor: string;
  tokenId: string | null;
  action: string;
  entityKind: string;
  entityId: string;
  before: AuditFields | null;
  after: AuditFields | null;
  reason: string | null;
}

/** A field that is missing is left out, as JSON does; `null` alone would be ambiguous to Prisma. */
function toJson(fields: AuditFields | null) {
  if (fields === null) return Prisma.DbNull;
  return JSON.parse(JSON.stringify(fields)) as Prisma.InputJsonObject;
}

export async function insertAuditRow(tx: Transaction, row: NewAuditRow): Promise<void> {
  await tx.auditEntry.create({
    data: { ...row, before: toJson(row.before), after: toJson(row.after) },
  });
}

/** What a row is read by; the cursor names the last row that was seen. */
export interface AuditListInput {
  actor?: string;
  action?: string;
  entityKind?: string;
  entityId?: string;
  from?: Date;
  /** Not included. */
  to?: Date;
  after?: { at: Date; id: string };
  limit: number;
}

export interface StoredAuditRow {
  at: Date;
  id: string;
  actorId: string | null;
  actor: string;
  tokenId: string | null;
  action: string;
  entityKind: string;
  entityId: string;
  before: AuditFields | null;
  after: AuditFields | null;
  reason: string | null;
}

function toConditions(input: AuditListInput): Prisma.Sql[] {
  const { actor, action, entityKind, entityId, from, to, after } = input;
  return [
    ...(actor === undefined ? [] : [Prisma.sql`actor = ${actor}`]),
    ...(action === undefined ? [] : [Prisma.sql`action = ${action}`]),
    ...(entityKind === undefined ? [] : [Prisma.sql`entity_kind = ${entityKind}`]),
    ...(entityId === undefined ? [] : [Prisma.sql`entity_id = ${entityId}`]),
    ...(from === undefined ? [] : [Prisma.sql`at >= ${from}`]),
    ...(to === undefined ? [] : [Prisma.sql`at < ${to}`]),
    ...(after === undefined ? [] : [Prisma.sql`(at, id) < (${after.at}, ${after.id}::uuid)`]),
    Prisma.sql`true`,
  ];
}

/** Newest first; served by the key, or by the index of the actor, the action or the entity. */
export function listAuditRows(input: AuditListInput): Promise<StoredAuditRow[]> {
  return getDatabase().$queryRaw<StoredAuditRow[]>`
    SELECT at, id::text, actor_id::text AS "actorId", actor, token_id::text AS "tokenId", action,
           entity_kind AS "entityKind", entity_id AS "entityId", before, after, reason
    FROM audit_entry
    WHERE ${Prisma.join(toConditions(input), " AND ")}
    ORDER BY audit_entry.at DESC, audit_entry.id DESC
    LIMIT ${input.limit}`;
}

/** What things are called now, by id; those that are gone are not in it. Served by each table's key on the id. */
export async function listEntityNames(ids: readonly string[]): Promise<Map<string, string>> {
  const named = Prisma.sql`= ANY(${[...ids]})`;
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const uuids = Prisma.sql`= ANY(${ids.filter((id) => isUuid.test(id))}::uuid[])`;
  const rows = await getDatabase().$queryRaw<{ id: string; name: string | null }[]>`
    SELECT id, name FROM tenant WHERE id ${named}
    UNION ALL SELECT id, COALESCE(name, key_name) FROM agent WHERE id ${named}
    UNION ALL SELECT id::text, name FROM cohort WHERE id ${uuids}
    UNION ALL SELECT id::text, name FROM api_token WHERE id ${uuids}
    UNION ALL SELECT id::text, name FROM budget_profile WHERE id ${uuids}
    UNION ALL SELECT id::text, name FROM alert_channel WHERE id ${uuids}
    UNION ALL SELECT id::text, name FROM alert_rule WHERE id ${uuids}
    UNION ALL SELECT id::text, name FROM saved_view WHERE id ${uuids}`;
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/** Each value once, hopping along the index from one to the next. */
async function listDistinct(column: "actor" | "action" | "entity_kind"): Promise<string[]> {
  const name = Prisma.raw(column);
  const rows = await getDatabase().$queryRaw<{ value: string }[]>`
    WITH RECURSIVE known AS (
      (SELECT ${name} AS value FROM audit_entry ORDER BY ${name} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${name} FROM audit_entry WHERE ${name} > known.value ORDER BY ${name} LIMIT 1)
      FROM known WHERE known.value IS NOT NULL
    )
    SELECT value FROM known WHERE value IS NOT NULL`;
  return rows.map(({ value }) => value);
}

/** What there is to filter by. */
export async function listAuditKinds() {
  const [actors, actions, entityKinds] = await Promise.all([
    listDistinct("actor"),
    listDistinct("action"),
    listDistinct("entity_kind"),
  ]);
  return { actors, actions, entityKinds };
}
