import { Badge } from "@/components/ui/badge";
import type { BudgetRow } from "@/lib/budgets/schema";

const LOOKS = {
  ok: { tone: "success", words: "Within budget" },
  warning: { tone: "warning", words: "80%+ budget used" },
  exceeded: { tone: "danger", words: "Budget exceeded" },
  none: { tone: "neutral", words: "No limit set" },
} as const;

/** How a budget stands, in words; blocked and a crossed soft limit stand beside it. */
export function BudgetStateBadge({
  budget,
}: {
  budget: Pick<BudgetRow, "state" | "is_blocked" | "is_soft_crossed">;
}) {
  const look = LOOKS[budget.state];
  const isSoftNews =
    budget.is_soft_crossed && budget.state !== "exceeded" && budget.state !== "warning";
  return (
    <span className="flex flex-wrap items-center gap-1">
      <Badge tone={look.tone}>{look.words}</Badge>
      {isSoftNews && <Badge tone="warning">Soft limit crossed</Badge>}
      {budget.is_blocked && <Badge tone="danger">Blocked</Badge>}
    </span>
  );
}
