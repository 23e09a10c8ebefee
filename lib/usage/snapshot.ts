import "server-only";
import { canReadTenant, type Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createBatcher } from "@/lib/db/batch";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import type { DayRange } from "@/lib/time";
import { toSnapshot, type FreshnessRules, type RangeReading } from "./freshness";
import { listSnapshotRows, type SnapshotRow } from "./snapshot-store";

const MIN_STALE_AFTER_MS = 15 * 60_000;
const MS_PER_MINUTE = 60_000;

export function toFreshnessRules(now: Date): FreshnessRules {
  const settings = getSettings();
  return {
    now,
    recentDays: settings.SYNC_RECENT_DAYS,
    historyDays: settings.SYNC_HISTORY_DAYS,
    staleAfterMs: Math.max(3 * settings.SYNC_INTERVAL_MINUTES * MS_PER_MINUTE, MIN_STALE_AFTER_MS),
  };
}

export function toRangeReading(row: SnapshotRow): RangeReading {
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
    const rows = await listSnapshotRows(tenantIds, kind, range);
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
): Promise<Snapshot & { tenantName: string }> {
  if (!canReadTenant(viewer, tenantId)) throw toTenantNotFound();
  const row = await getBatcher(kind, range)(tenantId);
  if (!row) throw toTenantNotFound();
  const snapshot = toSnapshot(range, toRangeReading(row), toFreshnessRules(new Date()));
  return { ...snapshot, tenantName: row.name };
}
