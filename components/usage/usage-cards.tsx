import { BudgetCard } from "./budget-card";
import { CostCard } from "./cost-card";
import { MessagesCard } from "./messages-card";
import { TokensCard } from "./tokens-card";
import type { UsagePanels } from "./use-usage-panels";

/** The four figures an operator looks for first. */
export function UsageCards({ panels }: { panels: UsagePanels }) {
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-[1fr_1fr_1fr_1.35fr]">
      <CostCard payroll={panels.payroll} />
      <TokensCard payroll={panels.payroll} />
      <MessagesCard messages={panels.messages} payroll={panels.payroll.data?.data} />
      <BudgetCard detail={panels.detail} />
    </div>
  );
}
