import type { AnalyticsClient } from "@/lib/upstream/analytics/client";
import type { LeaderboardRecord, LeaderboardView } from "@/lib/upstream/analytics/records";
import type { SyncContext } from "../context";
import { findZeroDimensions } from "../find-zero-dimensions";
import { savePeople } from "../insight-person-store";
import {
  addLeaderboardEntries,
  addLeaderboardSnapshot,
  findLatestAverages,
  hasLeaderboard,
  pruneLeaderboards,
} from "../leaderboard-store";
import { markRead } from "../run-store";
import { NOTHING_TO_DO, runJob, type Run, type RunRequest, type RunResult } from "../run";

/** Of each kind on a reading that somebody waits for; the others come in the background. */
const SEASONS_AT_ONCE = 1;
const SEASONS_KEPT = { monthly: 13, quarterly: 4 } as const;

async function store(run: Run, board: LeaderboardRecord, readAt: Date): Promise<void> {
  const { snapshot, entries } = board;
  const people = entries.map((entry) => ({
    identity: entry.email ?? entry.userId.toLowerCase(),
    userId: entry.userId,
    name: entry.name,
  }));
  const zeroed = await run.write(async (tx) => {
    const before = await findLatestAverages(tx, snapshot.view);
    const zeroDimensions = findZeroDimensions(entries, before);
    const ids = await savePeople(tx, people);
    await addLeaderboardSnapshot(tx, snapshot, zeroDimensions, readAt);
    run.addChanged(await addLeaderboardEntries(tx, snapshot.id, entries, ids));
    await pruneLeaderboards(tx);
    return zeroDimensions;
  });
  if (zeroed.length > 0) {
    const names = zeroed.map((id) => id.toUpperCase()).join(", ");
    run.notice(
      `${names} is zero for everybody on the leaderboard "${snapshot.periodLabel}": the upstream could not collect it, so the scores are too low`,
    );
  }
}

async function readBoard(
  context: SyncContext,
  analytics: AnalyticsClient,
  run: Run,
  snapshotId: string,
): Promise<void> {
  if (await hasLeaderboard(context.db, snapshotId)) return;
  const read = await analytics.readLeaderboard(snapshotId, { signal: run.signal });
  run.addReport(read.report);
  for (const board of read.records) await store(run, board, read.readAt);
}

async function listMissingSeasons(
  context: SyncContext,
  analytics: AnalyticsClient,
  run: Run,
  view: Exclude<LeaderboardView, "current">,
): Promise<string[]> {
  const { records, report } = await analytics.listSeasons(view, { signal: run.signal });
  run.addReport(report);
  const missing: string[] = [];
  for (const { snapshotId } of records.slice(0, SEASONS_KEPT[view])) {
    if (!(await hasLeaderboard(context.db, snapshotId))) missing.push(snapshotId);
  }
  return missing;
}

/**
 * Reads the leaderboard when the upstream has completed a newer one, and closed seasons that are not
 * stored yet. A board is stored as a whole; a failure leaves the last one with its age.
 */
export function syncLeaderboard(
  context: SyncContext,
  request: Omit<RunRequest, "job" | "scope">,
): Promise<RunResult> {
  const { analytics } = context;
  if (!analytics) return Promise.resolve(NOTHING_TO_DO);
  const marks = { tenantIds: ["*"], kind: "leaderboard" as const };
  const wanted = { ...request, job: "sync-leaderboard" as const, scope: "*", marks };
  return runJob(context, wanted, async (run) => {
    const newest = await analytics.findLeaderboardSnapshot("current", { signal: run.signal });
    run.addReport(newest.report);
    for (const { id } of newest.records) await readBoard(context, analytics, run, id);
    await run.write((tx) => markRead(tx, ["*"], "leaderboard", newest.readAt));
    const missing = [
      ...(await listMissingSeasons(context, analytics, run, "monthly")),
      ...(await listMissingSeasons(context, analytics, run, "quarterly")),
    ];
    const isBrief = request.trigger === "once";
    const wantedSeasons = isBrief ? missing.slice(0, SEASONS_AT_ONCE) : missing;
    for (const [index, id] of wantedSeasons.entries()) {
      await run.setProgress(index, wantedSeasons.length);
      await readBoard(context, analytics, run, id);
    }
  });
}
