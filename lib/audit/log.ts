import "server-only";
import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { addDays, startOfDay } from "@/lib/time";
import type { AuditFilter, AuditPage, AuditQuery, AuditRow } from "./schema";
import {
  listAuditKinds,
  listAuditRows,
  listEntityNames,
  type AuditListInput,
  type StoredAuditRow,
} from "./store";

const PAGE_SIZE = 50;
const EXPORT_BATCH = 1_000;

function requireReader(viewer: Viewer): void {
  if (!canReadAdministration(viewer)) {
    throw new AppError("forbidden", "Only platform administrators and auditors may see this.");
  }
}

async function toAuditRows(rows: readonly StoredAuditRow[]): Promise<AuditRow[]> {
  const names = await listEntityNames([...new Set(rows.map(({ entityId }) => entityId))]);
  return rows.map((row) => toAuditRow(row, names.get(row.entityId) ?? null));
}

function toAuditRow(row: StoredAuditRow, entityName: string | null): AuditRow {
  return {
    entry_id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    is_person: row.actorId !== null,
    token_id: row.tokenId,
    action: row.action,
    entity_kind: row.entityKind,
    entity_id: row.entityId,
    entity_name: entityName,
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}

type Conditions = Omit<AuditListInput, "after" | "limit">;

function toConditions(filter: AuditFilter): Conditions {
  return {
    actor: filter.actor,
    action: filter.action,
    entityKind: filter.entity_kind,
    entityId: filter.entity_id,
    from: filter.start_date === undefined ? undefined : startOfDay(filter.start_date),
    to: filter.end_date === undefined ? undefined : startOfDay(addDays(filter.end_date, 1)),
  };
}

function toCursor(row: StoredAuditRow): string {
  return `${row.at.getTime()}_${row.id}`;
}

function parseCursor(cursor: string | undefined): AuditListInput["after"] {
  if (cursor === undefined) return undefined;
  const [at = "", id = ""] = cursor.split("_");
  return { at: new Date(Number(at)), id };
}

/**
 * A page of the audit log, newest first. Entries that come while somebody pages move nothing.
 * @throws {AppError} forbidden for everybody but platform admins and auditors
 */
export async function listAuditEntries(viewer: Viewer, query: AuditQuery): Promise<AuditPage> {
  requireReader(viewer);
  const [rows, kinds] = await Promise.all([
    listAuditRows({
      ...toConditions(query),
      after: parseCursor(query.cursor),
      limit: PAGE_SIZE + 1,
    }),
    listAuditKinds(),
  ]);
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    items: await toAuditRows(shown),
    next_cursor: last && rows.length > PAGE_SIZE ? toCursor(last) : null,
    actors: kinds.actors,
    actions: kinds.actions,
    entity_kinds: kinds.entityKinds,
  };
}

async function* readBatches(conditions: Conditions): AsyncGenerator<AuditRow[]> {
  let after: AuditListInput["after"];
  for (;;) {
    const rows = await listAuditRows({ ...conditions, after, limit: EXPORT_BATCH });
    if (rows.length > 0) yield await toAuditRows(rows);
    const last = rows.at(-1);
    if (!last || rows.length < EXPORT_BATCH) return;
    after = { at: last.at, id: last.id };
  }
}

/**
 * Everything that the filter finds, newest first, a batch at a time: an export of any length takes no memory.
 * @throws {AppError} forbidden for everybody but platform admins and auditors
 */
export function openAuditExport(viewer: Viewer, filter: AuditFilter): AsyncGenerator<AuditRow[]> {
  requireReader(viewer);
  return readBatches(toConditions(filter));
}
