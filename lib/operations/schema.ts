import { z } from "zod";

export const runListQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

/** `abandoned`: its worker died, another took the work up. */
export type SyncOutcome = "running" | "ok" | "partial" | "failed" | "abandoned";

/** One run of a sync job. Times are ISO; `progress_*` count its parts while it runs. */
export interface SyncRunRow {
  run_id: string;
  job: string;
  /** What it was limited to, a tenant say; empty for everything. */
  scope: string;
  /** The tenant's name where `scope` is a tenant that is known; else null. */
  scope_name: string | null;
  trigger: string;
  started_at: string;
  ended_at: string | null;
  outcome: SyncOutcome;
  rows_read: number;
  rows_changed: number;
  rows_rejected: number;
  pages: number;
  requests: number;
  retries: number;
  progress_done: number;
  progress_total: number;
  /** Words, when it failed or left something out. */
  error: string | null;
}

/** How a job that reads everything at once stands. */
export interface JobState {
  job: string;
  /** What came of its newest run. */
  outcome: SyncOutcome;
  progress_done: number;
  progress_total: number;
  /** ISO time at which a run last ended without a failure; null when none did. */
  last_good_at: string | null;
}

/** How far the snapshots of one kind lie behind, over all tenants that LiteLLM lists. */
export interface SnapshotLag {
  kind: string;
  /** How many snapshots there are: one a tenant, or one for all. */
  tenants: number;
  /** ISO time of the oldest last good read; null when none went well yet. */
  oldest_ok_at: string | null;
  never_read: number;
  /** How many failed when they were last read. */
  failing: number;
  newest_error: string | null;
}

/** `GET /api/portal/admin/sync-runs?page=`: the newest first; `page` counts from 1. */
export interface SyncRunList {
  items: SyncRunRow[];
  jobs: JobState[];
  lag: SnapshotLag[];
  total: number;
  page: number;
  page_size: number;
}

export type FindingStatus = "ok" | "warning" | "failed";

/** One thing the doctor looked at: what it found and what to do about it. */
export interface ConnectionFinding {
  /** Whom it asked, "LiteLLM" say; a service's findings follow one another. */
  service: string;
  check: string;
  status: FindingStatus;
  says: string;
  todo: string | null;
}

/** `GET /api/portal/admin/connection` */
export interface ConnectionReport {
  /** ISO time. */
  checked_at: string;
  findings: ConnectionFinding[];
}
