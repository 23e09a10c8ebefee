"use client";

import type { SnapshotMeta } from "@/lib/http/api-client";
import { Hint } from "./hint";

/** A small mark beside a heading when its figures are stale or partial; nothing when they are fresh. */
export function SnapshotMarker({ snapshot }: { snapshot: SnapshotMeta }) {
  if (snapshot.state !== "stale" && snapshot.state !== "partial") return null;
  const word = snapshot.state;
  return (
    <Hint
      says={
        snapshot.reason ?? (word === "stale" ? "The last sync is overdue." : "A part is missing.")
      }
      className="rounded-sm bg-warning-soft px-1.5 text-xs font-medium text-warning"
    >
      {word}
    </Hint>
  );
}
