import { cn } from "@/components/ui/cn";
import { formatChange, type Figure } from "@/lib/format";

const ARROWS = { up: "▲", down: "▼", flat: "", none: "" } as const;

/** For "cost", up is a warning and down is good; a "volume" is neither. */
export type ChangeKind = "cost" | "volume";

function toTone(kind: ChangeKind, direction: keyof typeof ARROWS): string {
  if (kind === "volume" || direction === "flat" || direction === "none") {
    return "text-muted-foreground";
  }
  return direction === "up" ? "text-danger" : "text-success";
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
    <span className={cn("whitespace-nowrap", toTone(kind, change.direction), className)}>
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
