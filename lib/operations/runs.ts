import "server-only";
import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import type { SyncRunList } from "./schema";
import { findTenantNames, listJobRows, listLagRows, listRunRows } from "./store";

const PAGE_SIZE = 20;

/** @throws {AppError} forbidden for everybody but platform admins and auditors */
export function requireAdministrationReader(viewer: Viewer): void {
  if (!canReadAdministration(viewer)) {
    throw new AppError("forbidden", "Only platform administrators and auditors may see this.");
  }
}

/** Runs of the worker, newest first. */
export async function listSyncRuns(viewer: Viewer, page: number): Promise<SyncRunList> {
  requireAdministrationReader(viewer);
  const [{ rows, total }, jobRows, lagRows] = await Promise.all([
    listRunRows(PAGE_SIZE, (page - 1) * PAGE_SIZE),
    listJobRows(),
    listLagRows(),
  ]);
  const tenantNames = await findTenantNames([...new Set(rows.map((row) => row.scope))]);
  const items = rows.map((row) => ({
    run_id: row.id,
    job: row.job,
    scope: row.scope === "*" ? "" : row.scope,
    scope_name: tenantNames.get(row.scope) ?? null,
    trigger: row.trigger,
    started_at: row.startedAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    outcome: row.outcome,
    rows_read: row.rowsRead,
    rows_changed: row.rowsChanged,
    rows_rejected: row.rowsRejected,
    pages: row.pages,
    requests: row.requests,
    retries: row.retries,
    progress_done: row.progressDone,
    progress_total: row.progressTotal,
    error: row.error,
  }));
  const jobs = jobRows.map((row) => ({
    ...row,
    last_good_at: row.last_good_at?.toISOString() ?? null,
  }));
  const lag = lagRows.map((row) => ({
    ...row,
    oldest_ok_at: row.never_read > 0 ? null : (row.oldest_ok_at?.toISOString() ?? null),
  }));
  return { items, jobs, lag, total, page, page_size: PAGE_SIZE };
}
