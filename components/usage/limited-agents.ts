import { compareText } from "@/lib/top-rows";
import { toUsedShare, type BudgetStatus } from "@/lib/usage/budget-status";
import type { BudgetAlertRow } from "@/lib/usage/schema";

/** An agent that has a limit. */
export interface LimitedAgent {
  agentId: string;
  name: string;
  limitUsd: number;
  spendUsd: number;
  status: BudgetStatus;
  /** True share, above 1 when over the limit. */
  usedShare: number;
}

/** Agents with a limit, nearest to it (or furthest over it) first; of some agents when any are picked. */
export function listLimitedAgents(
  rows: readonly BudgetAlertRow[],
  pickedIds: readonly string[],
): LimitedAgent[] {
  const limited: LimitedAgent[] = [];
  for (const row of rows) {
    const usedShare = toUsedShare(row.current_cost_usd, row.budget_limit_usd);
    if (row.budget_limit_usd === null || usedShare === null) continue;
    if (pickedIds.length > 0 && !pickedIds.includes(row.agent_id)) continue;
    limited.push({
      agentId: row.agent_id,
      name: row.agent_name,
      limitUsd: row.budget_limit_usd,
      spendUsd: row.current_cost_usd,
      status: row.status,
      usedShare,
    });
  }
  return limited.sort((a, b) => b.usedShare - a.usedShare || compareText(a.name, b.name));
}
