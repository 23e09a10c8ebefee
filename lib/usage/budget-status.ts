export type BudgetStatus = "ok" | "warning" | "exceeded";

export const BUDGET_WARNING_SHARE = 0.8;

/** The share of a limit that is used decides: warning from 80 %, exceeded from 100 %. */
export function toBudgetStatus(spendUsd: number, limitUsd: number | null): BudgetStatus {
  if (limitUsd === null) return "ok";
  if (spendUsd >= limitUsd) return "exceeded";
  return spendUsd >= limitUsd * BUDGET_WARNING_SHARE ? "warning" : "ok";
}

/** The true share of a limit, above 1 when over it; null without a limit. A limit of 0 is used up. */
export function toUsedShare(spendUsd: number | null, limitUsd: number | null): number | null {
  if (spendUsd === null || limitUsd === null) return null;
  return limitUsd === 0 ? 1 : spendUsd / limitUsd;
}
