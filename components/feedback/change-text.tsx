import { cn } from "@/components/ui/cn";
import { formatChange, isKnown, type Figure } from "@/lib/format";

const ARROWS = { up: "▲", down: "▼", flat: "", none: "" } as const;

/** For "cost", a jump up is a warning and one down is good; a "volume" is neither. */
export type ChangeKind = "cost" | "volume";

/** Below it a change is everyday: a table full of red would be an alarm without news. */
const JUMP_SHARE = 0.25;

function toTone(kind: ChangeKind, current: Figure, previous: Figure): string {
  const isJump =
    isKnown(current) && isKnown(previous) && Math.abs(current - previous) > JUMP_SHARE * previous;
  if (kind === "volume" || !isJump || previous === 0) return "text-muted-foreground";
  return current > previous ? "text-danger" : "text-success";
}

interface ChangeTextProps {
  current: Figure;
  previous: Figure;
  kind: ChangeKind;
  /** Where the previous figure is an estimate: marked with ~. */
  isEstimate?: boolean;
  className?: string;
}

/** `▲ +12 %` with whole words for screen readers. */
export function ChangeText({ current, previous, kind, isEstimate, className }: ChangeTextProps) {
  const change = formatChange(current, previous);
  return (
    <span className={cn("whitespace-nowrap", toTone(kind, current, previous), className)}>
      <span aria-hidden>
        {ARROWS[change.direction] && (
          <span className="mr-1 text-[0.65em]">{ARROWS[change.direction]}</span>
        )}
        {isEstimate && change.direction !== "none" ? "~" : ""}
        {change.text}
      </span>
      <span className="sr-only">{`${isEstimate ? "about " : ""}${change.words}`}</span>
    </span>
  );
}
