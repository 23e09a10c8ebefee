import "server-only";
import { findBudget } from "./change-store";
import { readExpectedEnd } from "./outlook";
import { toBudgetName } from "./rows";
import type { BudgetTarget } from "./schema";
import { listWatchedBudgets, type StoredBudget } from "./store";
import { toTarget } from "./target";

/** A limited budget as alerts look at it. */
export interface WatchedBudget extends BudgetTarget {
  name: string;
  tenant_name: string;
  spentUsd: number;
  limitUsd: number;
  resetAt: Date | null;
  /** By LiteLLM's clock. */
  readAt: Date;
  /** Where the period is expected to end; null where nothing can be said. */
  expect: (now: Date) => Promise<number | null>;
}

function toWatched(row: StoredBudget): WatchedBudget {
  return {
    ...toTarget(row),
    name: toBudgetName(row),
    tenant_name: row.tenant_name,
    spentUsd: Number(row.spend_usd),
    limitUsd: Number(row.max_budget_usd),
    resetAt: row.budget_reset_at,
    readAt: row.read_at,
    expect: (now) => readExpectedEnd(row, now),
  };
}

/** Budgets that are used from a share on, or that have an open alert; of accounts only those named. */
export async function watchBudgets(
  fromShare: number,
  accountIds: readonly string[],
): Promise<WatchedBudget[]> {
  return (await listWatchedBudgets(fromShare, accountIds)).map(toWatched);
}

/** One budget; null where it is unknown or has no limit. */
export async function watchBudget(target: BudgetTarget): Promise<WatchedBudget | null> {
  const row = await findBudget({ kind: "all" }, target);
  return row?.max_budget_usd == null ? null : toWatched(row);
}
