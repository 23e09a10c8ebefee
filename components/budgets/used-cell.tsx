import { cn } from "@/components/ui/cn";
import type { BudgetRow } from "@/lib/budgets/schema";
import { formatPercent } from "@/lib/format";

const BARS = {
  ok: "bg-(--dot-fresh)",
  warning: "bg-(--dot-stale)",
  exceeded: "bg-(--dot-failed)",
  none: "",
} as const;

/** The true share of the limit; the bar stops at its end. */
export function UsedCell({ budget }: { budget: Pick<BudgetRow, "used_share" | "state"> }) {
  if (budget.used_share === null) return <span className="text-muted-foreground">–</span>;
  const width = Math.min(100, Math.max(0, budget.used_share * 100));
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", BARS[budget.state])}
          style={{ width: `${width}%` }}
        />
      </span>
      <span className="inline-block min-w-12 text-right">{formatPercent(budget.used_share)}</span>
    </span>
  );
}
