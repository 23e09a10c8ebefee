import type { Transaction } from "@/lib/db/client";
import { UpstreamError } from "@/lib/upstream/errors";
import type { CustomerList } from "@/lib/upstream/litellm/records";
import { isAccountId } from "@/lib/spending/identity";
import {
  findAccountsState,
  listNeededPeople,
  lockAccounts,
  readStoredAccounts,
  saveAccountsHold,
} from "../accounts/account-store";
import { applyAccounts, applySingleReads } from "../accounts/apply-accounts";
import type { SyncContext } from "../context";
import {
  addAbsent,
  addFailed,
  diffAccounts,
  findSuspicion,
  type StoredAccount,
} from "../accounts/diff-accounts";
import { isLossConfirmed, toHeldLoss } from "../readings/held-loss";
import type { Job, Run } from "../job";
import { isOutdated } from "../readings/plan-windows";
import {
  listSingleAccounts,
  readAccountsSingly,
  toAccountKey,
  toIdentityRules,
  type SingleReads,
} from "../accounts/read-accounts";
import { markRead } from "../runs/run-store";
import { toLostCustomersWords, toUnreadAccountsWords } from "../words";

/** Rows that made no sense in the list are asked for one by one, up to so many. */
const MAX_SECOND_LOOKS = 200;

/** The list cannot be had with this key, in this release, or at all; single customers may. */
function isListRefused(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return ["unauthorized", "forbidden", "not_found", "refused"].includes(error.kind);
}

async function listCustomers(context: SyncContext, run: Run): Promise<CustomerList | null> {
  try {
    return await context.client.listCustomers({
      signal: run.signal,
      isWanted: isAccountId,
      onProgress: (count) => run.reportProgress(count, count),
    });
  } catch (error) {
    if (!isListRefused(error)) throw error;
    context.logger.warn({ error: String(error) }, "customers are read one by one");
    return null;
  }
}

interface ListedReading {
  list: CustomerList;
  /** Second looks at rows that made no sense. */
  again: SingleReads;
}

interface Applied {
  rowsChanged: number;
  heldBack: number;
}

/** Accounts that were there and are not in the list any more. */
function listGone(stored: readonly StoredAccount[], { list, again }: ListedReading) {
  const seen = new Set([
    ...list.records.map((customer) => customer.customerId),
    ...list.illegibleIds,
  ]);
  const isGone = (account: StoredAccount) =>
    account.state !== "absent" && !seen.has(account.customerId);
  const missing = new Set(again.absent.map((account) => account.customerId));
  return stored.filter(
    (account) => isGone(account) || (missing.has(account.customerId) && account.state !== "absent"),
  );
}

async function applyList(
  tx: Transaction,
  context: SyncContext,
  reading: ListedReading,
): Promise<Applied | null> {
  const { list, again } = reading;
  const { readAt } = list;
  await lockAccounts(tx);
  const state = await findAccountsState(tx);
  if (isOutdated(readAt, state.readAt)) return null;
  const stored = await readStoredAccounts(tx, null);
  const storedById = new Map(stored.map((account) => [account.customerId, account]));
  const budgets = [...list.budgets, ...again.budgets];
  const diff = await diffAccounts(stored, {
    customers: [...list.records, ...again.customers],
    budgets: new Map(budgets.map((budget) => [budget.budgetId, budget])),
    readAt,
    rules: toIdentityRules(context.settings),
    listedAt: state.listedAt,
    isSingly: false,
  });
  for (const { error, ...account } of again.failed) {
    addFailed(diff, storedById.get(account.customerId) ?? account, readAt, error);
  }
  const gone = listGone(stored, reading);
  const suspicion = findSuspicion(stored.filter(({ state: s }) => s !== "absent").length, gone);
  const isHeld =
    suspicion !== null && !isLossConfirmed(state.held, suspicion, readAt, context.confirmAfterMs);
  if (!isHeld) for (const account of gone) addAbsent(diff, account, readAt);
  const rowsChanged = await applyAccounts(tx, diff, budgets, readAt);
  await markRead(tx, ["*", "list"], "accounts", readAt);
  await saveAccountsHold(tx, isHeld ? toHeldLoss(state.held, suspicion, readAt) : null);
  return { rowsChanged, heldBack: isHeld ? gone.length : 0 };
}

async function syncFromList(context: SyncContext, run: Run, list: CustomerList): Promise<void> {
  const rules = toIdentityRules(context.settings);
  const again = await readAccountsSingly(
    context,
    list.illegibleIds.slice(0, MAX_SECOND_LOOKS).map((id) => toAccountKey(id, rules)),
    { signal: run.signal },
  );
  run.addReport(list.report);
  run.addReport(again.report);
  const applied = await run.write((tx) => applyList(tx, context, { list, again }));
  if (!applied) return;
  run.addChanged(applied.rowsChanged);
  if (applied.heldBack > 0) run.notice(toLostCustomersWords(applied.heldBack));
}

async function syncSingly(context: SyncContext, run: Run): Promise<void> {
  const rules = toIdentityRules(context.settings);
  const readAt = context.now();
  const people = await listNeededPeople(context.db);
  const stored = await readStoredAccounts(context.db, null);
  const accounts = listSingleAccounts(people, stored, rules);
  const reads = await readAccountsSingly(context, accounts, {
    signal: run.signal,
    onProgress: run.reportProgress,
  });
  run.addReport(reads.report);
  const isNothing = reads.failed.length > 0 && reads.failed.length === accounts.length;
  if (isNothing) throw new Error(reads.failed[0]?.error ?? "No account could be read");
  const changed = await run.write(async (tx) => {
    const count = await applySingleReads(tx, context, reads, null, readAt);
    await markRead(tx, ["*"], "accounts", readAt);
    return count;
  });
  run.addChanged(changed);
  if (reads.failed.length > 0) run.notice(toUnreadAccountsWords(reads.failed.length));
}

/**
 * Reads everybody's accounts: all customers in one answer, or one by one where LiteLLM refuses the list.
 * A list that is cut short changes nothing; one that lost most of its rows counts when a second agrees.
 */
export const syncAccounts: Job = {
  name: "sync-accounts",
  scope: "all",
  reads: "litellm",
  everyMinutes: (settings) => settings.SYNC_ACCOUNTS_MINUTES,
  marks: [{ kind: "accounts" }],
  async work(context, run) {
    const list = await listCustomers(context, run);
    if (list === null) await syncSingly(context, run);
    else await syncFromList(context, run, list);
  },
};
