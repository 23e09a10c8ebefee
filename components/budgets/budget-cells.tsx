"use client";

import { useNow } from "@/components/feedback/use-now";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatBudgetDuration } from "@/lib/budgets/period";
import type { BudgetRow } from "@/lib/budgets/schema";
import { formatDateTime, formatDay, formatDuration, formatPercent } from "@/lib/format";

const STATES = {
  ok: { tone: "success", words: "Within budget", bar: "bg-(--dot-fresh)" },
  warning: { tone: "warning", words: "80%+ budget used", bar: "bg-(--dot-stale)" },
  exceeded: { tone: "danger", words: "Budget exceeded", bar: "bg-(--dot-failed)" },
  none: { tone: "neutral", words: "No limit set", bar: "" },
} as const;

/** How a budget stands, in words; blocked and a crossed soft limit stand beside it. */
export function StateCell({ budget }: { budget: BudgetRow }) {
  const { state, is_blocked, is_soft_crossed } = budget;
  const { tone, words } = STATES[state];
  const isSoftNews = is_soft_crossed && state !== "exceeded" && state !== "warning";
  return (
    <span className="flex flex-wrap items-center gap-1">
      <Badge tone={tone}>{words}</Badge>
      {isSoftNews && <Badge tone="warning">Soft limit crossed</Badge>}
      {is_blocked && <Badge tone="danger">Blocked</Badge>}
    </span>
  );
}

/** The true share of the limit. Beyond it the bar is all that is spent, with a mark where the limit was. */
export function UsedCell({ budget }: { budget: BudgetRow }) {
  const { used_share: share } = budget;
  if (share === null) return <span className="text-muted-foreground">–</span>;
  const width = Math.min(100, Math.max(0, share * 100));
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="relative h-1.5 w-16 overflow-hidden rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", STATES[budget.state].bar)}
          style={{ width: `${width}%` }}
        />
        {share > 1 && (
          <span
            className="absolute inset-y-0 w-0.5 bg-card"
            style={{ left: `calc(${100 / share}% - 1px)` }}
          />
        )}
      </span>
      <span className="inline-block min-w-12 text-right">{formatPercent(share)}</span>
    </span>
  );
}

const FAST = 1.05;

/** Spending against the time that has passed: 1× ends exactly at the limit. */
export function PaceCell({ pace }: { pace: number | null }) {
  if (pace === null) return <span className="text-muted-foreground">–</span>;
  const isFast = pace > FAST;
  const words = isFast ? "faster than the period allows" : "within what the period allows";
  return (
    <span className={cn(isFast && "font-medium text-warning")} title={words}>
      {pace.toFixed(pace < 10 ? 2 : 0)}×<span className="sr-only"> {words}</span>
    </span>
  );
}

/** When the limit is reached at the period's average rate. */
export function RunsOutCell({ budget }: { budget: BudgetRow }) {
  if (budget.state === "exceeded") return <span className="text-danger">used up</span>;
  if (budget.runs_out_at === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="font-medium text-warning" title={formatDateTime(budget.runs_out_at)}>
      {formatDay(budget.runs_out_at.slice(0, 10))}
    </span>
  );
}

/** When LiteLLM sets the counter back, as it said itself. */
export function ResetCell({ budget }: { budget: BudgetRow }) {
  const now = useNow();
  const rhythm = formatBudgetDuration(budget.duration);
  if (budget.reset_at === null || now === null) {
    return <span className="text-muted-foreground">{rhythm}</span>;
  }
  const leftMs = new Date(budget.reset_at).getTime() - now.getTime();
  return (
    <span title={`Resets ${formatDateTime(budget.reset_at, now)}, ${rhythm}`}>
      {leftMs > 0 ? `in ${formatDuration(leftMs)}` : "due"}
    </span>
  );
}
