import type { Transaction } from "@/lib/db/client";
import type { BudgetRowRecord } from "@/lib/upstream/litellm/records";
import {
  addDayShares,
  addObservations,
  findAccountsState,
  lockAccounts,
  pruneObservations,
  saveAccountBudgets,
  readStoredAccounts,
  saveAccounts,
} from "./account-store";
import type { SyncContext } from "../context";
import {
  addAbsent,
  addFailed,
  diffAccounts,
  type AccountKey,
  type AccountsDiff,
  type StoredAccount,
} from "./diff-accounts";
import { toIdentityRules, type SingleReads } from "./read-accounts";

/** Stores a diff whole: accounts, their budgets, what was observed, and what it adds to the days. */
export async function applyAccounts(
  tx: Transaction,
  diff: AccountsDiff,
  budgets: readonly BudgetRowRecord[],
  readAt: Date,
): Promise<number> {
  const changedBudgets = await saveAccountBudgets(tx, budgets, readAt);
  const changed = await saveAccounts(tx, diff.changes);
  await addObservations(tx, diff.observations);
  await addDayShares(tx, diff.shares);
  await pruneObservations(tx, readAt);
  return changed + changedBudgets;
}

/** An account that was never stored. */
function toUnknownAccount(key: AccountKey): StoredAccount {
  return {
    ...key,
    state: "absent",
    alias: null,
    spendUsd: null,
    budgetId: null,
    isBlocked: false,
    readAt: null,
    pendingResetAt: null,
    maxBudgetUsd: null,
    resetAt: null,
    duration: null,
  };
}

/** Stores what single reads found, of some people or of all. */
export async function applySingleReads(
  tx: Transaction,
  context: SyncContext,
  reads: SingleReads,
  personIds: readonly string[] | null,
  readAt: Date,
): Promise<number> {
  await lockAccounts(tx);
  const state = await findAccountsState(tx);
  const stored = await readStoredAccounts(tx, personIds);
  const storedById = new Map(stored.map((account) => [account.customerId, account]));
  const diff = await diffAccounts(stored, {
    customers: reads.customers,
    budgets: new Map(reads.budgets.map((budget) => [budget.budgetId, budget])),
    readAt,
    rules: toIdentityRules(context.settings),
    listedAt: state.listedAt,
    isSingly: true,
  });
  for (const account of reads.absent) {
    addAbsent(diff, storedById.get(account.customerId) ?? toUnknownAccount(account), readAt);
  }
  for (const { error, ...account } of reads.failed) {
    addFailed(diff, storedById.get(account.customerId) ?? account, readAt, error);
  }
  return applyAccounts(tx, diff, reads.budgets, readAt);
}
