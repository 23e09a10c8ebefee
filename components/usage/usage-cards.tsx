import { Activity } from "react";
import { BudgetCard } from "./budget-card";
import { CostCard } from "./cost-card";
import { MessagesCard } from "./messages-card";
import { TokensCard } from "./tokens-card";
import type { UsagePanels } from "./use-usage-panels";

/**
 * The four figures an operator looks for first. React takes over an Activity on its own, and sends it with the page,
 * where a Suspense of this size would be sent behind it and shown later.
 */
export function UsageCards({ panels }: { panels: UsagePanels }) {
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-[1fr_1fr_1fr_1.35fr]">
      <Activity>
        <CostCard payroll={panels.payroll} />
      </Activity>
      <Activity>
        <TokensCard payroll={panels.payroll} />
      </Activity>
      <Activity>
        <MessagesCard messages={panels.messages} payroll={panels.payroll.data?.data} />
      </Activity>
      <Activity>
        <BudgetCard detail={panels.detail} />
      </Activity>
    </div>
  );
}
