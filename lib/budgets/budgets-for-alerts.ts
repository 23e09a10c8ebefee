import "server-only";
import { addDays, toIsoDay } from "@/lib/time";
import { findBudget } from "./change-store";
import { listCostDays, listCoverage } from "./day-store";
import { forecastBudget } from "./forecast";
import { fromFirstCost, toDayCosts } from "./outlook";
import { toBudgetName } from "./rows";
import type { BudgetKind, BudgetTarget } from "./schema";
import type { StoredBudget } from "./store";
import { toTarget } from "./target";
import { listWatchedBudgets } from "./budgets-for-alerts-store";

const HISTORY_DAYS = 186;

/** A limited budget as alerts look at it. */
export interface WatchedBudget {
  kind: BudgetKind;
  tenant_id: string;
  id: string;
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

async function expectEnd(row: StoredBudget, now: Date): Promise<number | null> {
  if (row.kind === "account" || row.budget_reset_at === null || row.budget_reset_at <= now) {
    return null;
  }
  const today = toIsoDay(now);
  const range = { from: addDays(today, -HISTORY_DAYS), to: today };
  const target = toTarget(row);
  const [costs, covered] = await Promise.all([
    listCostDays(target, range),
    listCoverage(target.tenant_id, range),
  ]);
  const known = new Map(costs.map((cost) => [cost.day, cost.cost_usd]));
  const made = forecastBudget({
    history: fromFirstCost(toDayCosts(known, covered, today)),
    spentUsd: Number(row.spend_usd),
    limitUsd: Number(row.max_budget_usd),
    now,
    endsAt: row.budget_reset_at,
  });
  return made?.expectedUsd ?? null;
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
    expect: (now) => expectEnd(row, now),
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
