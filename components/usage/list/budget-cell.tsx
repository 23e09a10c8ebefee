import { cn } from "@/components/ui/cn";
import { formatPercent, formatUsd } from "@/lib/format";
import { toUsedShare, type BudgetStatus } from "@/lib/usage/budget-status";
import type { BudgetFigures } from "@/lib/usage/schema";

const TONES = {
  ok: { bar: "bg-muted-foreground/45", text: "text-muted-foreground", words: "Within budget" },
  warning: { bar: "bg-(--dot-stale)", text: "text-warning", words: "80%+ budget used" },
  exceeded: { bar: "bg-(--dot-failed)", text: "text-danger", words: "Budget exceeded" },
} as const satisfies Record<BudgetStatus, { bar: string; text: string; words: string }>;

/** How much of the running budget period is used: a bar, the percentage, the state in words. */
export function BudgetCell({ budget }: { budget: BudgetFigures }) {
  if (budget.limit_usd === null) {
    return <span className="text-xs text-muted-foreground">No limit set</span>;
  }
  const share = toUsedShare(budget.spend_usd, budget.limit_usd) ?? 1;
  const tone = TONES[budget.status];
  const figures = `${formatUsd(budget.spend_usd)} of ${formatUsd(budget.limit_usd)}`;
  return (
    <span className="flex items-center gap-2" title={`${tone.words}: ${figures}`}>
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", tone.bar)}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      <span className={cn("text-xs", tone.text)}>
        <span className="inline-block min-w-10 text-right">{formatPercent(share)}</span>
        {budget.status !== "ok" && <span className="ml-2 font-medium">{tone.words}</span>}
        <span className="sr-only"> {`${budget.status === "ok" ? tone.words : ""} ${figures}`}</span>
      </span>
    </span>
  );
}
