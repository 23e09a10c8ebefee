import type { ReactNode } from "react";
import { Hint } from "@/components/feedback/hint";
import type { SnapshotMeta } from "@/lib/http/api-client";

interface KnownTotalProps {
  snapshot: SnapshotMeta;
  /** The exact figure, in words. */
  exact: string;
  children: ReactNode;
}

/** A card's figure; `≥` where a part of it was not read, with what is missing in the tooltip. */
export function KnownTotal({ snapshot, exact, children }: KnownTotalProps) {
  const { state, reason } = snapshot;
  const isPartial = state === "partial";
  const words = state === "empty" ? (reason ?? "Nothing was read yet.") : exact;
  const says = isPartial ? `${exact}, at least. ${reason ?? "A part is missing."}` : words;
  return (
    <p className="text-2xl/8 font-semibold tracking-tight whitespace-nowrap">
      <Hint says={says}>
        {isPartial && <span className="mr-1 text-warning">≥</span>}
        {children}
      </Hint>
    </p>
  );
}
