import type { BudgetRow } from "./customer-model";
import { DAY_MS } from "./days";

/** Everybody's first window is as old, so that the figures look alike on any day of the month. */
export const WINDOW_AGE_DAYS = 17;

export function createBudget(
  anchorDay: number,
  budgetId: string,
  maxBudget: number | null,
  softBudget: number | null,
  budgetDuration: string | null,
): BudgetRow {
  const ageDays = budgetDuration === "7d" ? 3 : WINDOW_AGE_DAYS;
  const lengthDays = budgetDuration === "7d" ? 7 : 30;
  const windowFromMs = (anchorDay - ageDays) * DAY_MS;
  return {
    budgetId,
    maxBudget,
    softBudget,
    budgetDuration,
    resetAtMs: budgetDuration === null ? null : windowFromMs + lengthDays * DAY_MS,
    windowFromMs,
    createdAtMs: windowFromMs,
    updatedAtMs: windowFromMs,
    isResetHeld: false,
  };
}

/** Rows that many customers share; the first window of each is rolling, as the proxy makes it. */
export function seedBudgets(anchorDay: number): BudgetRow[] {
  return [
    createBudget(anchorDay, "personal-default", 100, 50, "30d"),
    createBudget(anchorDay, "cli-default", 150, 100, "30d"),
    createBudget(anchorDay, "premium-default", 30, 20, "30d"),
    createBudget(anchorDay, "power-users", 300, 200, "30d"),
    createBudget(anchorDay, "weekly-trial", 5, null, "7d"),
    createBudget(anchorDay, "no-window", 100, null, null),
  ];
}
