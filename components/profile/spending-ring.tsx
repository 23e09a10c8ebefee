import { toUsedTone } from "@/components/charts/used-tone";
import { cn } from "@/components/ui/cn";
import { formatUsd } from "@/lib/format";
import type { AccountFigures } from "@/lib/spending/schema";
import { toUsedWords } from "@/lib/spending/words";

const RADIUS = 52;
const AROUND = 2 * Math.PI * RADIUS;

const STROKES = {
  fresh: "var(--dot-fresh)",
  stale: "var(--dot-stale)",
  failed: "var(--dot-failed)",
} as const;

interface SpendingRingProps {
  /** Whose spending it is. */
  label: string;
  /** The ring is full from a share of 1 on, the words are not capped. */
  used: Pick<AccountFigures, "spend_usd" | "limit_usd" | "used_share">;
  /** Without the label and the amounts, where they stand beside it. */
  isSmall?: boolean;
}

/** A circle that fills towards the limit, with the true percentage in it. */
export function SpendingRing({ label, used, isSmall = false }: SpendingRingProps) {
  const { spend_usd: spend, limit_usd: limit } = used;
  const share = used.used_share ?? 0;
  const filled = Math.min(1, Math.max(0, share)) * AROUND;
  const over = (spend ?? 0) - (limit ?? 0);
  const words = toUsedWords(used);
  return (
    <div
      role="img"
      aria-label={`${label}, ${words} used: ${formatUsd(spend)} of ${formatUsd(limit)}`}
      className={cn("grid shrink-0 justify-items-center gap-1.5", isSmall ? "w-20" : "w-40")}
    >
      <div className="relative w-full">
        <svg viewBox="0 0 120 120" aria-hidden className="w-full -rotate-90">
          <circle cx="60" cy="60" r={RADIUS} fill="none" stroke="var(--muted)" strokeWidth="10" />
          {filled > 0 && (
            <circle
              cx="60"
              cy="60"
              r={RADIUS}
              fill="none"
              stroke={STROKES[toUsedTone(share)]}
              strokeWidth="10"
              strokeLinecap="round"
              strokeDasharray={`${filled} ${AROUND}`}
            />
          )}
        </svg>
        <div aria-hidden className="absolute inset-0 grid place-content-center text-center text-xs">
          <span className={cn("font-semibold tracking-tight", isSmall ? "text-sm" : "text-2xl")}>
            {words}
          </span>
          {!isSmall && <span className="text-muted-foreground">of {formatUsd(limit)}</span>}
          {!isSmall && over > 0 && (
            <span className="font-medium text-danger">{formatUsd(over)} over</span>
          )}
        </div>
      </div>
      {!isSmall && (
        <span aria-hidden className="text-center text-xs text-muted-foreground">
          {label}
        </span>
      )}
    </div>
  );
}
