import type { SyncRunRow } from "@/lib/operations/schema";

export interface JobState {
  job: string;
  /** The newest run of the job, whatever came of it. */
  latest: SyncRunRow;
  /** When it last ended without a failure, ISO; null when not among these runs. */
  lastGoodAt: string | null;
}

/** The state of each job over everything (scope empty), from runs with the newest first. */
export function toJobStates(runs: readonly SyncRunRow[]): JobState[] {
  const jobs = new Map<string, JobState>();
  for (const run of runs) {
    if (run.scope !== "") continue;
    const state = jobs.get(run.job) ?? { job: run.job, latest: run, lastGoodAt: null };
    const isGood = run.outcome === "ok" || run.outcome === "partial";
    if (state.lastGoodAt === null && isGood) state.lastGoodAt = run.ended_at;
    jobs.set(run.job, state);
  }
  return [...jobs.values()].sort((left, right) => left.job.localeCompare(right.job, "en"));
}
