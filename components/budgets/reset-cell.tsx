"use client";

import { useNow } from "@/components/feedback/use-now";
import { formatBudgetDuration } from "@/lib/budgets/period";
import type { BudgetRow } from "@/lib/budgets/schema";
import { formatDateTime, formatDuration } from "@/lib/format";

/** When LiteLLM sets the counter back, as it said itself. */
export function ResetCell({ budget }: { budget: Pick<BudgetRow, "duration" | "reset_at"> }) {
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
