import { z } from "zod";

export const trapsSchema = z.strictObject({
  /** Windows longer than so many hours are "too expensive"; null: none is. */
  tooExpensiveAboveHours: z.number().positive().nullable(),
  /** Every fiftieth person appears as an unresolved id. */
  unresolvedIds: z.boolean(),
  /** The leaderboard's later pages repeat the last row of the page before. */
  duplicateEntries: z.boolean(),
  /** A newer leaderboard appears after so many pages without a snapshot id; null: never. */
  switchSnapshotAfter: z.int().nonnegative().nullable(),
  /** This dimension could not be collected and is zero for everybody. */
  zeroDimension: z.enum(["d1", "d2", "d3", "d4", "d5", "d6"]).nullable(),
  /** No leaderboard was computed yet. */
  noLeaderboard: z.boolean(),
  /** The last pages of the leaderboard are missing, though its total counts them. */
  lostEntries: z.int().nonnegative(),
  /** A value that is not there is the text "N/A". */
  missingAsText: z.boolean(),
});
export type Traps = z.output<typeof trapsSchema>;

export const NO_TRAPS: Readonly<Traps> = {
  tooExpensiveAboveHours: null,
  unresolvedIds: true,
  duplicateEntries: false,
  switchSnapshotAfter: null,
  zeroDimension: null,
  noLeaderboard: false,
  lostEntries: 0,
  missingAsText: false,
};
