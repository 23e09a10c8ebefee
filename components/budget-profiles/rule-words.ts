import { toThresholdWords } from "@/lib/alerts/words";
import { formatBudgetDuration } from "@/lib/budgets/period";
import { formatUsd } from "@/lib/format";
import type { ProfileRules } from "@/lib/budget-profiles/schema";

/** What a profile says, line by line: name and value. */
export function toRuleLines(rules: ProfileRules): [name: string, value: string][] {
  const toUsd = (amount: number | null) => (amount === null ? "none" : formatUsd(amount));
  const thresholds = rules.thresholds.map(toThresholdWords).join(", ");
  return [
    ["Hard limit", toUsd(rules.limit_usd)],
    ["Soft limit", toUsd(rules.soft_limit_usd)],
    ["Period", formatBudgetDuration(rules.duration)],
    ["Warns at", thresholds || "nothing"],
    ["Channels", String(rules.channel_ids.length)],
  ];
}
