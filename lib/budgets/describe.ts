import "server-only";
import { findBudget } from "./change-store";
import { toBudgetName } from "./rows";
import type { BudgetTarget } from "./schema";

/** What budgets are called, in the order asked; null for one that LiteLLM no longer lists. */
export function describeBudgets(
  targets: readonly BudgetTarget[],
): Promise<({ name: string } | null)[]> {
  return Promise.all(
    targets.map(async (target) => {
      const row = await findBudget({ kind: "all" }, target);
      return row && { name: toBudgetName(row) };
    }),
  );
}
