import { Badge } from "@/components/ui/badge";
import type { BudgetStatus } from "@/lib/usage/budget-status";

interface BudgetAlertBadgeProps {
  status: BudgetStatus;
  /** null where no limit is set. */
  limitUsd: number | null;
  /** Leaves the words for a screen reader to the tight columns of a table. */
  isShort?: boolean;
}

const TEXTS = {
  ok: { tone: "success", text: "Within budget", short: "OK" },
  warning: { tone: "warning", text: "80%+ budget used", short: "80%+" },
  exceeded: { tone: "danger", text: "Budget exceeded", short: "Exceeded" },
} as const;

/** The state of a budget in words; a dot repeats the colour, never replaces the text. */
export function BudgetAlertBadge({ status, limitUsd, isShort = false }: BudgetAlertBadgeProps) {
  if (limitUsd === null) return <Badge tone="neutral">No limit set</Badge>;
  const { tone, text, short } = TEXTS[status];
  return (
    <Badge tone={tone}>
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      <span aria-hidden={isShort}>{isShort ? short : text}</span>
      {isShort && <span className="sr-only">{text}</span>}
    </Badge>
  );
}
