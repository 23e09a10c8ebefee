import type { Transaction } from "@/lib/db/client";
import type { SnapshotKind } from "@/lib/db/generated/enums";
import type { AnalyticsClient } from "@/lib/upstream/analytics/client";
import type { ReadReport } from "@/lib/upstream/litellm/records";
import type { SyncContext, SyncSettings } from "./context";

export const RUN_TRIGGERS = ["start", "schedule", "manual", "takeover", "once"] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

/** Each is read by jobs of its own; one that is down does not hold the other up. */
export const UPSTREAMS = ["litellm", "analytics"] as const;

export interface RunRequest {
  /** A tenant's id, a person's, a question's, or "*"; default "*". */
  scope?: string;
  trigger: RunTrigger;
  queueJobId?: string;
  /** When a run of the same job and scope is alive: leave it to that one, or wait for its end. */
  whenBusy?: "leave" | "wait";
}

export interface RunResult {
  /**
   * `joined`: another run of the same job and scope does or did the work; `lost`: it was given up for
   * another worker, because that took over or because this process stops.
   */
  outcome: "ok" | "partial" | "failed" | "joined" | "lost";
  rowsChanged: number;
  /** The failure itself, for whoever decides about trying again. */
  failure: unknown;
  /** Words for a person. */
  error: string | null;
}

/** A run in progress: what it is for, what it read so far, and the only way to write. */
export interface Run {
  readonly id: string;
  /** A tenant's id, a person's, a question's, or "*". */
  readonly scope: string;
  readonly trigger: RunTrigger;
  readonly signal: AbortSignal;
  addReport(report: ReadReport): void;
  addChanged(rows: number): void;
  /** Makes the run `partial`, in words. */
  notice(words: string): void;
  setProgress(done: number, total: number): Promise<void>;
  /** The same from inside a read that must not wait for the database; most calls are passed over. */
  reportProgress(done: number, total: number): void;
  /**
   * One transaction that is committed only while the run is still this worker's. A worker that was
   * paused in it loses its locks after 20 s.
   * @throws {RunLostError}
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

interface JobFacts {
  /** The queue's name, and the job's in the record of runs. */
  name: string;
  /** What one run is for: a tenant, a person, a question of the analytics, or everything ("*"). */
  scope: "all" | "tenant" | "person" | "question";
  /** Minutes between two runs; it also runs when a worker starts. */
  everyMinutes?: (settings: SyncSettings) => number;
  /** The job after whose good runs this one is queued. One that neither follows nor repeats is asked for. */
  follows?: Job;
  /** The scopes for which it is due after that job; without it "*". */
  listDueScopes?: (context: SyncContext) => Promise<string[]>;
  /** Seconds between two looks at its queue, 2 where nobody waits. */
  pollSeconds?: number;
  /** How many of its queue are in work at once, default 1; the client bounds the requests over all. */
  batchSize?: number;
  /** How often a failed run is tried again before the next schedule, default 2. */
  retries?: number;
  /** Held back while the upstream is down; what somebody asked for never is. */
  isGated?: true;
  /** Its good runs tell that the upstream is there: whatever is held back goes on. */
  opensGate?: true;
  /** The snapshots beside which a failure is said: of the run's scope, or of every tenant. */
  marks?: readonly { kind: SnapshotKind; ofEveryTenant?: true }[];
  /** Whether there is anything to do; a run without work is worth a record only to whoever asked for it. */
  hasWork?: (context: SyncContext, scope: string) => Promise<boolean>;
}

export interface AnalyticsContext extends SyncContext {
  analytics: AnalyticsClient;
}

/** All that is known of a job of the worker, in one file below `jobs/`; `jobs.ts` lists them. */
export type Job = JobFacts &
  (
    | { reads: "litellm"; work: (context: SyncContext, run: Run) => Promise<void> }
    | { reads: "analytics"; work: (context: AnalyticsContext, run: Run) => Promise<void> }
  );
