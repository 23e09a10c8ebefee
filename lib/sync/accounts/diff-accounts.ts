import { setImmediate as nextTurn } from "node:timers/promises";
import type { Decimal } from "@/lib/money";
import { isAccountId, toAccountIdentity, type IdentityRules } from "@/lib/spending/identity";
import {
  observeCounter,
  spreadOverDays,
  type DayShare,
  type Observed,
} from "@/lib/spending/detect-reset";
import type { AccountKind } from "@/lib/spending/schema";
import type { BudgetRowRecord, CustomerRecord } from "@/lib/upstream/litellm/records";
import { toFingerprint } from "../readings/judge-day";
import { isOutdated } from "../readings/plan-windows";

const ACCOUNTS_A_TURN = 1_000;

export interface AccountKey {
  personId: string;
  kind: AccountKind;
  customerId: string;
}

interface AccountState extends AccountKey {
  state: "ok" | "absent" | "failed";
  alias: string | null;
  spendUsd: Decimal | null;
  budgetId: string | null;
  isBlocked: boolean;
  /** Of a change, null: as it was. */
  readAt: Date | null;
  pendingResetAt: Date | null;
}

/** An account as it is stored, with the budget row that it linked to. */
export interface StoredAccount extends AccountState {
  maxBudgetUsd: Decimal | null;
  resetAt: Date | null;
  duration: string | null;
}

/** How an account is from now on. */
export interface AccountChange extends AccountState {
  failedAt: Date | null;
  error: string | null;
}

export interface ObservationRow extends AccountKey {
  observedAt: Date;
  change: Observed["change"];
  spendUsd: Decimal;
  previousSpendUsd: Decimal | null;
  maxBudgetUsd: Decimal | null;
  periodEndedAt: Date | null;
}

export type AccountDayShare = AccountKey & DayShare;

export interface AccountsDiff {
  changes: AccountChange[];
  observations: ObservationRow[];
  shares: AccountDayShare[];
}

export interface AccountReading {
  customers: readonly CustomerRecord[];
  budgets: ReadonlyMap<string, BudgetRowRecord>;
  readAt: Date;
  rules: IdentityRules;
  /** When LiteLLM was last known to list everything; what is new since then was made since then. */
  listedAt: Date | null;
  /** Writes down every account, changed or not: for readings of single accounts. */
  isSingly: boolean;
}

function isSameAmount(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

/** A time that a wrong clock gave counts as now. */
function notAfter(readAt: Date, time: Date | null): Date | null {
  return time !== null && time > readAt ? readAt : time;
}

/** A whole list confirms whatever it does not change. */
function toConfirmedAt(stored: StoredAccount, listedAt: Date | null): Date | null {
  const { readAt, state } = stored;
  if (state === "failed" || listedAt === null) return readAt;
  return readAt === null || listedAt > readAt ? listedAt : readAt;
}

/** As the customer was read, whether or not anything is new about it. */
function isUnchanged(
  stored: StoredAccount | undefined,
  kind: AccountKind,
  record: CustomerRecord,
  readAt: Date,
) {
  return (
    stored?.state === "ok" &&
    stored.readAt === notAfter(readAt, stored.readAt) &&
    stored.kind === kind &&
    stored.alias === record.alias &&
    stored.budgetId === record.budgetId &&
    stored.isBlocked === record.isBlocked &&
    isSameAmount(stored.spendUsd, record.spendUsd)
  );
}

function addObserved(
  diff: AccountsDiff,
  key: AccountKey,
  observed: Observed,
  stored: StoredAccount | undefined,
  counter: { spendUsd: Decimal; readAt: Date },
): void {
  const { personId, kind, customerId } = key;
  diff.observations.push({
    personId,
    kind,
    customerId,
    observedAt: counter.readAt,
    change: observed.change,
    spendUsd: counter.spendUsd,
    previousSpendUsd: stored?.spendUsd ?? null,
    maxBudgetUsd: stored?.maxBudgetUsd ?? null,
    periodEndedAt: observed.periodEndedAt,
  });
  if (observed.spent === null) return;
  for (const { day, spendUsd, isSpread } of spreadOverDays(observed.spent)) {
    diff.shares.push({ personId, kind, customerId, day, spendUsd, isSpread });
  }
}

function toKnownCounter(
  stored: StoredAccount | undefined,
  { listedAt, readAt: now }: Pick<AccountReading, "listedAt" | "readAt">,
) {
  if (stored === undefined) return null;
  const { state, spendUsd, resetAt, pendingResetAt, duration } = stored;
  const readAt = notAfter(now, toConfirmedAt(stored, listedAt));
  return { state, spendUsd, readAt, resetAt, pendingResetAt, hasPeriod: duration !== null };
}

/** Properties are named one by one: copying whole rows was most of the time for a company's accounts. */
function diffOne(
  diff: AccountsDiff,
  reading: AccountReading,
  stored: StoredAccount | undefined,
  record: CustomerRecord,
): void {
  const { readAt, rules } = reading;
  // Somebody has read this account alone in the meantime.
  if (isOutdated(readAt, stored?.readAt)) return;
  const { customerId, alias, spendUsd, budgetId, isBlocked } = record;
  const { personId, kind } = toAccountIdentity(customerId, rules);
  const budget = budgetId === null ? undefined : reading.budgets.get(budgetId);
  const listedAt = notAfter(readAt, reading.listedAt);
  const known = toKnownCounter(stored, { listedAt, readAt });
  const counter = { spendUsd, resetAt: budget?.resetAt ?? null };
  const observed = observeCounter(known, counter, readAt, listedAt);
  if (observed === null && isUnchanged(stored, kind, record, readAt) && !reading.isSingly) return;
  const pendingResetAt = observed ? observed.pendingResetAt : (stored?.pendingResetAt ?? null);
  diff.changes.push({
    personId,
    kind,
    customerId,
    state: "ok",
    alias,
    spendUsd,
    budgetId,
    isBlocked,
    readAt,
    failedAt: null,
    error: null,
    pendingResetAt,
  });
  if (observed) {
    addObserved(diff, { personId, kind, customerId }, observed, stored, { spendUsd, readAt });
  }
}

/** What a reading changes in the accounts it is about. Other work gets its turn in between. */
export async function diffAccounts(
  stored: readonly StoredAccount[],
  reading: AccountReading,
): Promise<AccountsDiff> {
  const diff: AccountsDiff = { changes: [], observations: [], shares: [] };
  const storedById = new Map(stored.map((account) => [account.customerId, account]));
  for (const [index, record] of reading.customers.entries()) {
    if (index % ACCOUNTS_A_TURN === 0) await nextTurn();
    if (!isAccountId(record.customerId)) continue;
    diffOne(diff, reading, storedById.get(record.customerId), record);
  }
  return diff;
}

/** An account that LiteLLM does not know (any more). */
export function addAbsent(diff: AccountsDiff, stored: StoredAccount, readAt: Date): void {
  const { personId, kind, customerId, alias, maxBudgetUsd, spendUsd } = stored;
  const key = { personId, kind, customerId };
  diff.changes.push({
    ...key,
    alias,
    state: "absent",
    spendUsd: null,
    budgetId: null,
    isBlocked: false,
    readAt,
    failedAt: null,
    error: null,
    pendingResetAt: null,
  });
  if (spendUsd === null) return;
  diff.observations.push({
    ...key,
    observedAt: readAt,
    change: "gone",
    spendUsd,
    previousSpendUsd: spendUsd,
    maxBudgetUsd,
    periodEndedAt: readAt,
  });
}

/** An account that could not be read: what is stored of it stays. */
export function addFailed(
  diff: AccountsDiff,
  account: AccountKey & Partial<StoredAccount>,
  failedAt: Date,
  error: string,
): void {
  const { personId, kind, customerId } = account;
  diff.changes.push({
    personId,
    kind,
    customerId,
    alias: account.alias ?? null,
    state: "failed",
    spendUsd: account.spendUsd ?? null,
    budgetId: account.budgetId ?? null,
    isBlocked: account.isBlocked ?? false,
    readAt: null,
    failedAt,
    error,
    pendingResetAt: account.pendingResetAt ?? null,
  });
}

/** Below this many, half of them may go without a doubt. */
const MIN_FOR_SUSPICION = 10;

/** Set when a list lost so much at once that it needs a second one; equal losses are equal. */
export function findSuspicion(listedBefore: number, gone: readonly AccountKey[]): string | null {
  const isMost = listedBefore >= MIN_FOR_SUSPICION && gone.length * 2 > listedBefore;
  return isMost ? toFingerprint(gone.map((account) => account.customerId).sort()) : null;
}
