import { Badge, type BadgeProps } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TIER_LABELS } from "@/lib/analytics/dimensions";
import { formatCount, MISSING } from "@/lib/format";

const TONES: Record<string, BadgeProps["tone"]> = {
  pioneer: "warning",
  expert: "brand",
  advanced: "success",
  practitioner: "neutral",
  newcomer: "outline",
};

export function TierBadge({ tier }: { tier: string }) {
  return <Badge tone={TONES[tier] ?? "outline"}>{TIER_LABELS[tier] ?? tier}</Badge>;
}

interface RankChangeProps {
  /** Positive is better; null where there is nothing to compare with. */
  change: number | null;
  /** `places` or `points` */
  unit: string;
  format?: (value: number) => string;
}

/** `▲ 12` for who climbed, with whole words for screen readers. */
export function RankChange({ change, unit, format = formatCount }: RankChangeProps) {
  if (change === null) return <span className="text-muted-foreground">{MISSING}</span>;
  if (change === 0) return <span className="text-muted-foreground">0</span>;
  const isUp = change > 0;
  const size = format(Math.abs(change));
  return (
    <span className={cn("whitespace-nowrap", isUp ? "text-success" : "text-danger")}>
      <span aria-hidden>
        <span className="mr-1 text-[0.65em]">{isUp ? "▲" : "▼"}</span>
        {size}
      </span>
      <span className="sr-only">{`${isUp ? "up" : "down"} ${size} ${unit}`}</span>
    </span>
  );
}
