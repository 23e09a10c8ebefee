import "server-only";
import type { Transaction } from "@/lib/db/client";
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
