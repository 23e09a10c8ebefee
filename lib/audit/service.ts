import "server-only";
import { toActor, type Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import type { AuditFields, AuditValue } from "./schema";
import { insertAuditRow } from "./store";

export interface AuditRecord {
  /** A person, or `systemViewer`. */
  viewer: Viewer;
  /** What was done, `<entity>.<verb>`: "budget.set". */
  action: string;
  /** What it was done to: "tenant", "agent", "account", "token". */
  entityKind: string;
  entityId: string;
  /** Null for what did not exist before. */
  before?: AuditFields | null;
  /** Null for what does not exist any more. */
  after?: AuditFields | null;
  /** Why, in the person's words. */
  reason?: string | null;
}

const SECRET_FIELD = /password|secret|token$|hash|api_?key|authorization|cookie/i;
const REMOVED = "(not recorded)";

/** A slip of a caller must not make a secret permanent: there is no deleting from this table. */
function withoutSecrets(value: AuditValue): AuditValue {
  if (Array.isArray(value)) return value.map((one: AuditValue) => withoutSecrets(one));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [
      field,
      SECRET_FIELD.test(field) && one !== null ? REMOVED : withoutSecrets(one),
    ]),
  );
}

function toFields(fields: AuditFields | null | undefined): AuditFields | null {
  return fields ? (withoutSecrets(fields) as AuditFields) : null;
}

/**
 * Writes one entry of the audit log. `tx` is the transaction that makes the change, so that there is
 * never one without the other; the database refuses to alter or remove an entry afterwards.
 */
export async function recordAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  await insertAuditRow(tx, {
    ...toActor(record.viewer),
    tokenId: record.viewer.tokenId ?? null,
    action: record.action,
    entityKind: record.entityKind,
    entityId: record.entityId,
    before: toFields(record.before),
    after: toFields(record.after),
    reason: record.reason?.trim() || null,
  });
}
