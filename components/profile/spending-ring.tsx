import { toUsedTone } from "@/components/charts/used-tone";
import { formatPercent, formatUsd } from "@/lib/format";

const RADIUS = 52;
const AROUND = 2 * Math.PI * RADIUS;

const STROKES = {
  fresh: "var(--dot-fresh)",
  stale: "var(--dot-stale)",
  failed: "var(--dot-failed)",
} as const;

interface SpendingRingProps {
  spendUsd: number;
  limitUsd: number;
  /** True share; the ring is full from 1 on, the words are not capped. */
  share: number;
}

/** A circle that fills towards the limit, with the true percentage in it. */
export function SpendingRing({ spendUsd, limitUsd, share }: SpendingRingProps) {
  const filled = Math.min(1, Math.max(0, share)) * AROUND;
  const words = `${formatPercent(share)} used: ${formatUsd(spendUsd)} of ${formatUsd(limitUsd)}`;
  return (
    <div role="img" aria-label={words} className="relative size-44 shrink-0">
      <svg viewBox="0 0 120 120" aria-hidden className="size-full -rotate-90">
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
      <div aria-hidden className="absolute inset-0 grid place-content-center text-center">
        <span className="text-2xl font-semibold tracking-tight">{formatPercent(share)}</span>
        <span className="text-xs text-muted-foreground">of {formatUsd(limitUsd)}</span>
        {share > 1 && (
          <span className="text-xs font-medium text-danger">
            {formatUsd(spendUsd - limitUsd)} over
          </span>
        )}
      </div>
    </div>
  );
}
