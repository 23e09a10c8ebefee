import "server-only";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { withLease, type Lease } from "@/lib/db/lease";
import type { BudgetReading } from "@/lib/upstream/litellm/budget-writer";
import type { BudgetRecord } from "@/lib/upstream/litellm/records";
import type { BudgetFields, BudgetKind, BudgetTarget } from "./schema";
import { BUDGET_COLUMNS, whereScope, type BudgetScope, type StoredBudget } from "./store";

/** A change that waits longer than this says so. */
const LEASE_WAIT_MS = 20_000;

/** One change of a budget at a time, in whichever process. @returns null where another one does not end */
export function withBudgetLease<T>(
  target: BudgetTarget,
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | null> {
  const name = `budget ${target.kind} ${target.tenant_id} ${target.id}`;
  return withLease(name, LEASE_WAIT_MS, work);
}

/** One transaction that is committed only while the lease is still held. @throws {LeaseLostError} */
export function writeUnderLease(
  lease: Lease,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  return getDatabase().$transaction(async (tx) => {
    await lease.hold(tx);
    await work(tx);
  });
}

export async function findBudget(
  scope: BudgetScope,
  target: BudgetTarget,
): Promise<StoredBudget | null> {
  const [row] = await getDatabase().$queryRaw<StoredBudget[]>`
    SELECT ${BUDGET_COLUMNS} FROM budget_row
    WHERE ${whereScope(scope)} AND kind = ${target.kind} AND tenant_id = ${target.tenant_id}
      AND id = ${target.id}`;
  return row ?? null;
}

export interface NewChange extends BudgetTarget {
  batchId: string;
  origin: string;
  undoesBatchId: string | null;
  actorId: string | null;
  actor: string;
  before: BudgetFields;
  wanted: Partial<BudgetFields>;
  reason: string;
}

/** Notes what is about to be written, before LiteLLM is asked. @returns the entry's id */
export async function createChange(change: NewChange): Promise<string> {
  const { tenant_id: tenantId, id: entityId, before, wanted, ...rest } = change;
  const created = await getDatabase().budgetChange.create({
    data: { ...rest, tenantId, entityId, before: { ...before }, wanted: { ...wanted } },
    select: { id: true },
  });
  return created.id;
}

export type ChangeEnd =
  | { outcome: "done"; before: BudgetFields; after: BudgetFields; error: string | null }
  | { outcome: "refused" | "unclear"; error: string };

/** Finishes an entry, once and for all: one that another process has finished stays as it is. */
export async function finishChange(
  { kind, tenant_id: tenantId, id: entityId }: BudgetTarget,
  id: string,
  end: ChangeEnd,
  db: Pick<Transaction, "budgetChange"> = getDatabase(),
): Promise<void> {
  const data =
    end.outcome === "done" ? { ...end, before: { ...end.before }, after: { ...end.after } } : end;
  await db.budgetChange.updateMany({
    where: { tenantId, kind, entityId, id, outcome: "writing" },
    data,
  });
}

async function saveAccount(
  tx: Transaction,
  customerId: string,
  record: BudgetRecord,
  budgetId: string | null,
  readAt: Date,
): Promise<void> {
  if (budgetId !== null) {
    const row = {
      maxBudgetUsd: record.maxBudgetUsd?.toFixed() ?? null,
      softBudgetUsd: record.softBudgetUsd?.toFixed() ?? null,
      duration: record.budgetDuration,
      resetAt: record.budgetResetAt,
      readAt,
    };
    await tx.accountBudget.upsert({
      where: { id: budgetId },
      create: { id: budgetId, ...row },
      update: row,
    });
  }
  const { isBlocked } = record;
  const spendUsd = record.budgetSpendUsd.toFixed();
  await tx.account.updateMany({
    where: { customerId },
    data: { budgetId, isBlocked, spendUsd, readAt },
  });
}

export interface BudgetSharing {
  budget_id: string;
  /** Other accounts that link to the same row. */
  others: number;
  /** A few of them. */
  names: string[];
}

/** Who else has the limit of an account; null where it has none. Served by the index on the row's id. */
export async function findSharing(customerId: string): Promise<BudgetSharing | null> {
  const [row] = await getDatabase().$queryRaw<BudgetSharing[]>`
    SELECT a.budget_id, (SELECT count(*)::int - 1 FROM account o WHERE o.budget_id = a.budget_id) AS others,
           ARRAY(SELECT o.customer_id FROM account o
                 WHERE o.budget_id = a.budget_id AND o.customer_id <> a.customer_id
                 ORDER BY o.customer_id LIMIT 3) AS names
    FROM account a WHERE a.customer_id = ${customerId} AND a.budget_id IS NOT NULL LIMIT 1`;
  return row ?? null;
}

/** Stores what LiteLLM was read back with; whoever shows the tenant learns that it changed. */
export async function saveBudget(
  tx: Transaction,
  target: BudgetTarget,
  { record, budgetId }: Pick<BudgetReading, "record" | "budgetId">,
  readAt: Date,
): Promise<void> {
  if (target.kind === "account") {
    await saveAccount(tx, target.id, record, budgetId, readAt);
    return;
  }
  const data = {
    maxBudgetUsd: record.maxBudgetUsd?.toFixed() ?? null,
    softBudgetUsd: record.softBudgetUsd?.toFixed() ?? null,
    budgetSpendUsd: record.budgetSpendUsd.toFixed(),
    budgetDuration: record.budgetDuration,
    budgetResetAt: record.budgetResetAt,
    isBlocked: record.isBlocked,
    readAt,
  };
  const { tenant_id: tenantId, id } = target;
  if (target.kind === "tenant") {
    await tx.tenant.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
  } else {
    // The tenant first, as the worker does: in the other order each could wait for the other.
    await tx.tenant.update({ where: { id: tenantId }, data: { version: { increment: 1 } } });
    await tx.agent.update({ where: { tenantId_id: { tenantId, id } }, data });
  }
}

export interface StoredChange {
  tenant_id: string;
  kind: BudgetKind;
  entity_id: string;
  id: string;
  batch_id: string;
  origin: string;
  at: Date;
  actor: string;
  outcome: "writing" | "done" | "refused" | "unclear";
  before: Partial<BudgetFields>;
  wanted: Partial<BudgetFields>;
  after: Partial<BudgetFields> | null;
  reason: string | null;
  error: string | null;
  is_undone: boolean;
}

const CHANGE_COLUMNS = Prisma.sql`c.tenant_id, c.kind::text AS kind, c.entity_id, c.id::text,
  c.batch_id::text, c.origin, c.at, c.actor, c.outcome::text AS outcome, c.before, c.wanted,
  c.after, c.reason, c.error,
  EXISTS (SELECT 1 FROM budget_change u WHERE u.undoes_batch_id = c.batch_id
          AND u.tenant_id = c.tenant_id AND u.kind = c.kind AND u.entity_id = c.entity_id
          AND u.outcome = 'done') AS is_undone`;

/** The ledger of one budget, newest first; served by its primary key. */
export function listChanges(target: BudgetTarget, limit: number): Promise<StoredChange[]> {
  return getDatabase().$queryRaw<StoredChange[]>`
    SELECT ${CHANGE_COLUMNS} FROM budget_change c
    WHERE c.tenant_id = ${target.tenant_id} AND c.kind = ${target.kind}::budget_kind
      AND c.entity_id = ${target.id}
    ORDER BY c.id DESC LIMIT ${limit}`;
}

/** Entries whose process never came to finish them; oldest first. For whoever holds the budget's lease. */
export function listInterrupted(target: BudgetTarget): Promise<StoredChange[]> {
  return getDatabase().$queryRaw<StoredChange[]>`
    SELECT ${CHANGE_COLUMNS} FROM budget_change c
    WHERE c.tenant_id = ${target.tenant_id} AND c.kind = ${target.kind}::budget_kind
      AND c.entity_id = ${target.id} AND c.outcome = 'writing'
    ORDER BY c.id`;
}

/** What was changed together. */
export function listBatch(batchId: string): Promise<StoredChange[]> {
  return getDatabase().$queryRaw<StoredChange[]>`
    SELECT ${CHANGE_COLUMNS} FROM budget_change c WHERE c.batch_id = ${batchId}::uuid
    ORDER BY c.id`;
}
