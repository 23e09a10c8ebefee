import "server-only";
import { canReadTenant, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { createBatcher } from "@/lib/db/batch";
import type { DayRange } from "@/lib/time";
import { toRangeSnapshot, type RangeReading } from "./range-snapshot";
import { toFirstOpenDay, toFreshnessRules } from "./rules";
import type { Snapshot } from "./schema";
import { findTenantName, listSnapshotRows, type SnapshotRow } from "./store";

function toRangeReading(row: SnapshotRow): RangeReading {
  return {
    version: row.version,
    coveredDays: row.covered_days,
    rejectedRows: row.rejected_rows,
    heldDays: row.held_days,
    coveredUntil: row.covered_until,
    lastOkAt: row.last_ok_at,
    lastError: row.last_error,
  };
}

/** A tenant's range: how old it is, and how much of it was read. */
export interface TenantRange {
  tenantId: string;
  name: string;
  coveredDays: number;
  snapshot: Snapshot;
}

function toTenantRange(row: SnapshotRow, range: DayRange): TenantRange {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    coveredDays: row.covered_days,
    snapshot: toRangeSnapshot(range, toRangeReading(row), toFreshnessRules(new Date())),
  };
}

/** The usage of tenants that the caller's viewer may see. */
export async function listTenantRanges(
  tenantIds: readonly string[],
  range: DayRange,
): Promise<TenantRange[]> {
  const rows = await listSnapshotRows(
    tenantIds,
    "usage",
    range,
    toFirstOpenDay(toFreshnessRules(new Date())),
  );
  return rows.map((row) => toTenantRange(row, range));
}

/** The same words for a tenant that does not exist and for one that may not be seen. */
export function toTenantNotFound(): AppError {
  return new AppError("not_found", "There is no such tenant, or it is not shared with you.");
}

type SnapshotKind = "usage" | "messages";
type SnapshotBatcher = (tenantId: string) => Promise<SnapshotRow | undefined>;

const batchers = new Map<string, SnapshotBatcher>();
const MAX_BATCHERS = 500;

/** One batcher for each kind and range in use, so that many askers of an instant share a query. */
function getBatcher(kind: SnapshotKind, range: DayRange): SnapshotBatcher {
  const key = `${kind} ${range.from} ${range.to}`;
  const known = batchers.get(key);
  if (known) return known;
  if (batchers.size >= MAX_BATCHERS) batchers.clear();
  const created = createBatcher(async (tenantIds) => {
    const rows = await listSnapshotRows(
      tenantIds,
      kind,
      range,
      toFirstOpenDay(toFreshnessRules(new Date())),
    );
    return new Map(rows.map((row) => [row.tenant_id, row]));
  });
  batchers.set(key, created);
  return created;
}

/**
 * Opens a tenant's range for a viewer.
 * @throws {AppError} not_found where there is no such tenant or the viewer may not see it
 */
export async function getTenantSnapshot(
  viewer: Viewer,
  tenantId: string,
  kind: SnapshotKind,
  range: DayRange,
): Promise<{ snapshot: Snapshot; tenantName: string }> {
  if (!canReadTenant(viewer, tenantId)) throw toTenantNotFound();
  const row = await getBatcher(kind, range)(tenantId);
  if (!row) throw toTenantNotFound();
  return { snapshot: toTenantRange(row, range).snapshot, tenantName: row.name };
}

/** @throws {AppError} not_found where there is no such tenant or the viewer may not see it */
export async function getTenantName(viewer: Viewer, tenantId: string): Promise<string> {
  const name = canReadTenant(viewer, tenantId) ? await findTenantName(tenantId) : null;
  if (name === null) throw toTenantNotFound();
  return name;
}
