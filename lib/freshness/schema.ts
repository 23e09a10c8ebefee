/** Empty: nothing read. Partial: a part is missing. Stale: older than it should be. */
export const SNAPSHOT_STATES = ["fresh", "stale", "partial", "empty"] as const;
export type SnapshotState = (typeof SNAPSHOT_STATES)[number];

/** How old figures are, and whether they are whole. */
export interface Snapshot {
  /** Of the oldest figure; null when nothing was read yet. */
  asOf: Date | null;
  state: SnapshotState;
  /** Grows with every change of the figures. */
  version: string;
  /** Why it is not fresh, in words for everybody; null when it is. */
  reason: string | null;
  /** What the upstream or the worker said, for administrators: it may name addresses and settings. */
  cause: string | null;
}
