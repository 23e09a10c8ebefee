import { cn } from "@/components/ui/cn";
import type { BudgetStatus } from "@/lib/usage/budget-status";

interface BudgetBarProps {
  /** True share of the limit; the bar stops at its end, the words beside it do not. */
  usedShare: number;
  status: BudgetStatus;
  className?: string;
}

const TONES = {
  ok: "bg-(--dot-fresh)",
  warning: "bg-(--dot-stale)",
  exceeded: "bg-(--dot-failed)",
};

/** How far a budget is used; the percentage stands beside it as text. */
export function BudgetBar({ usedShare, status, className }: BudgetBarProps) {
  return (
    <div aria-hidden className={cn("h-1.5 overflow-hidden rounded-full bg-muted", className)}>
      <div
        className={cn("h-full rounded-full", TONES[status])}
        style={{ width: `${Math.min(100, Math.max(0, usedShare * 100))}%` }}
      />
    </div>
  );
}
