import {
  DIMENSIONS,
  type Dimension,
  type LeaderboardEntryRecord,
} from "@/lib/upstream/analytics/records";

/**
 * Dimensions that are zero for everybody though they were not on the board before. The upstream
 * completes a board with zeros where a part of it could not be collected, and does not say so.
 */
export function findZeroDimensions(
  entries: readonly LeaderboardEntryRecord[],
  before: Readonly<Record<string, number>> | null,
): Dimension[] {
  if (entries.length === 0 || before === null) return [];
  return DIMENSIONS.filter(
    (id) => (before[id] ?? 0) > 0 && entries.every((entry) => entry.dimensions[id] === 0),
  );
}
