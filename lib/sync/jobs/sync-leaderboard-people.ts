import type { Job } from "../job";
import {
  addDetails,
  listPeopleWithoutDetail,
  type OpenPerson,
} from "../analytics/leaderboard-store";
import { syncLeaderboard } from "./sync-leaderboard";

/** People on a reading that somebody waits for; the others come in the background. */
const PEOPLE_AT_ONCE = 24;
const BATCH = 200;

/**
 * Reads the components behind each person's scores on the newest board, one request a person: those who
 * can sign in first, then by rank. What a run does not reach the next one takes up.
 */
export const syncLeaderboardPeople: Job = {
  name: "sync-leaderboard-people",
  scope: "all",
  reads: "analytics",
  follows: syncLeaderboard,
  async work({ analytics, db, now }, run) {
    const limit = run.trigger === "once" ? PEOPLE_AT_ONCE : 1_000_000;
    const { snapshotId, people } = await listPeopleWithoutDetail(db, limit);
    if (snapshotId === null) return;
    const read = async ({ person_id: personId, user_id: userId }: OpenPerson) => {
      const found = await analytics.findLeaderboardPerson(userId, snapshotId, {
        signal: run.signal,
      });
      run.addReport(found.report);
      return { personId, detail: found.records[0] ?? null };
    };
    for (let start = 0; start < people.length; start += BATCH) {
      const details = await Promise.all(people.slice(start, start + BATCH).map(read));
      const readAt = now();
      run.addChanged(await run.write((tx) => addDetails(tx, snapshotId, details, readAt)));
      await run.setProgress(Math.min(start + BATCH, people.length), people.length);
    }
  },
};
