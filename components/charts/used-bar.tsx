import { cn } from "@/components/ui/cn";
import { toUsedTone } from "./used-tone";

interface UsedBarProps {
  /** True share of a limit; the bar stops at its end, the words beside it do not. */
  share: number;
  className?: string;
}

const FILLS = {
  fresh: "bg-(--dot-fresh)",
  stale: "bg-(--dot-stale)",
  failed: "bg-(--dot-failed)",
} as const;

/** How far a limit is used; the percentage stands beside it as text. */
export function UsedBar({ share, className }: UsedBarProps) {
  return (
    <div aria-hidden className={cn("h-1.5 overflow-hidden rounded-full bg-muted", className)}>
      <div
        className={cn("h-full rounded-full", FILLS[toUsedTone(share)])}
        style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
      />
    </div>
  );
}
