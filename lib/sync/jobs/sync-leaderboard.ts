import {
  DIMENSIONS,
  type Dimension,
  type LeaderboardEntryRecord,
  type LeaderboardRecord,
  type LeaderboardView,
} from "@/lib/upstream/analytics/records";
import { savePeople } from "../analytics/insight-person-store";
import type { AnalyticsContext, Job, Run } from "../job";
import {
  addLeaderboardEntries,
  addLeaderboardSnapshot,
  findLatestAverages,
  hasLeaderboard,
  pruneLeaderboards,
} from "../analytics/leaderboard-store";
import { markRead } from "../runs/run-store";

/** Of each kind on a reading that somebody waits for; the others come in the background. */
const SEASONS_AT_ONCE = 1;
const SEASONS_KEPT = { monthly: 13, quarterly: 4 } as const;

/**
 * Dimensions that are zero for everybody though they were not on the board before. The upstream
 * completes a board with zeros where a part of it could not be collected, and does not say so.
 */
function findZeroDimensions(
  entries: readonly LeaderboardEntryRecord[],
  before: Readonly<Record<string, number>> | null,
): Dimension[] {
  if (entries.length === 0 || before === null) return [];
  return DIMENSIONS.filter(
    (id) => (before[id] ?? 0) > 0 && entries.every((entry) => entry.dimensions[id] === 0),
  );
}

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
  { db, analytics }: AnalyticsContext,
  run: Run,
  snapshotId: string,
): Promise<void> {
  if (await hasLeaderboard(db, snapshotId)) return;
  const read = await analytics.readLeaderboard(snapshotId, { signal: run.signal });
  run.addReport(read.report);
  for (const board of read.records) await store(run, board, read.readAt);
}

async function listMissingSeasons(
  { db, analytics }: AnalyticsContext,
  run: Run,
  view: Exclude<LeaderboardView, "current">,
): Promise<string[]> {
  const { records, report } = await analytics.listSeasons(view, { signal: run.signal });
  run.addReport(report);
  const missing: string[] = [];
  for (const { snapshotId } of records.slice(0, SEASONS_KEPT[view])) {
    if (!(await hasLeaderboard(db, snapshotId))) missing.push(snapshotId);
  }
  return missing;
}

/**
 * Reads the leaderboard when the upstream has completed a newer one, and closed seasons that are not
 * stored yet. A board is stored as a whole; a failure leaves the last one with its age.
 */
export const syncLeaderboard: Job = {
  name: "sync-leaderboard",
  scope: "all",
  reads: "analytics",
  everyMinutes: (settings) => settings.ANALYTICS_INTERVAL_MINUTES,
  marks: [{ kind: "leaderboard" }],
  async work(context, run) {
    const newest = await context.analytics.findLeaderboardSnapshot("current", {
      signal: run.signal,
    });
    run.addReport(newest.report);
    for (const { id } of newest.records) await readBoard(context, run, id);
    await run.write((tx) => markRead(tx, ["*"], "leaderboard", newest.readAt));
    const missing = [
      ...(await listMissingSeasons(context, run, "monthly")),
      ...(await listMissingSeasons(context, run, "quarterly")),
    ];
    const wanted = run.trigger === "once" ? missing.slice(0, SEASONS_AT_ONCE) : missing;
    for (const [index, id] of wanted.entries()) {
      await run.setProgress(index, wanted.length);
      await readBoard(context, run, id);
    }
  },
};
