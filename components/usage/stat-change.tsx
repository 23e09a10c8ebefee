import { ChangeText, type ChangeKind } from "@/components/feedback/change-text";
import { Hint } from "@/components/feedback/hint";
import type { Comparison } from "./comparison";

interface StatChangeProps {
  /** Null where nothing was read. */
  current: number | null;
  previous: number | null;
  /** The previous figure, ready to read. */
  previousText: string;
  kind: ChangeKind;
  comparison: Comparison | null;
}

/** How a card's figure moved; what it is compared with is in a tooltip. Nothing without a comparison. */
export function StatChange({ current, previous, previousText, kind, comparison }: StatChangeProps) {
  if (comparison === null) return null;
  const { isEstimate } = comparison;
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-xs">
      <Hint says={comparison.says}>
        <ChangeText current={current} previous={previous} kind={kind} isEstimate={isEstimate} />
      </Hint>
      <span className="truncate text-muted-foreground">
        from {isEstimate && previous !== null ? "~" : ""}
        {previousText}
      </span>
    </span>
  );
}
