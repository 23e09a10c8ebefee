import type { SnapshotMeta } from "@/lib/http/api-client";

/** One badge for the page: the worst state, the oldest time, every reason once. */
export function mergeSnapshots(
  snapshots: readonly SnapshotMeta[],
): Pick<SnapshotMeta, "asOf" | "state" | "reason"> | null {
  if (snapshots.length === 0) return null;
  const states = new Set(snapshots.map((snapshot) => snapshot.state));
  const worst = (["partial", "stale", "empty", "fresh"] as const).find((state) =>
    states.has(state),
  );
  const times = snapshots
    .map((snapshot) => snapshot.asOf)
    .filter((asOf) => asOf !== null)
    .sort();
  const reasons = new Set(
    snapshots.map((snapshot) => snapshot.reason).filter((reason) => reason !== null),
  );
  return {
    state: worst ?? "fresh",
    asOf: times[0] ?? null,
    reason: reasons.size === 0 ? null : [...reasons].join(" "),
  };
}
