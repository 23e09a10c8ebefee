import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { BudgetRecord } from "@/lib/upstream/litellm/records";
import type { BudgetFields, BudgetKind, BudgetTarget } from "./schema";
import { BUDGET_COLUMNS, whereScope, type StoredBudget } from "./store";

/** LiteLLM is asked while the lock is held. */
const LOCK_TIMEOUT_MS = 90_000;
const LOCK_WAIT_MS = 20_000;

/** A change of a budget holds this for the transaction, so that two never interleave. */
export function withBudgetLock<T>(
  target: BudgetTarget,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const key = `budget ${target.kind} ${target.tenant_id} ${target.id}`;
  return getDatabase().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
      return work(tx);
    },
    { timeout: LOCK_TIMEOUT_MS, maxWait: LOCK_WAIT_MS },
  );
}

export async function findBudget(
  scope: TenantScope,
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
  | { outcome: "done"; before: BudgetFields; after: BudgetFields }
  | { outcome: "refused" | "unclear"; error: string };

/** Finishes an entry, once and for all. */
export async function finishChange(
  tx: Transaction,
  target: BudgetTarget,
  changeId: string,
  end: ChangeEnd,
): Promise<void> {
  const { kind, tenant_id: tenantId, id: entityId } = target;
  const data =
    end.outcome === "done"
      ? { outcome: end.outcome, before: { ...end.before }, after: { ...end.after } }
      : end;
  await tx.budgetChange.update({
    where: { tenantId_kind_entityId_id: { tenantId, kind, entityId, id: changeId } },
    data,
  });
}

/** Stores what LiteLLM was read back with; whoever shows the tenant learns that it changed. */
export async function saveBudget(
  tx: Transaction,
  target: BudgetTarget,
  record: BudgetRecord,
  readAt: Date,
): Promise<void> {
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
  } else if (target.kind === "agent") {
    await tx.agent.update({ where: { tenantId_id: { tenantId, id } }, data });
    await tx.tenant.update({ where: { id: tenantId }, data: { version: { increment: 1 } } });
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

/** What was changed together. */
export function listBatch(batchId: string): Promise<StoredChange[]> {
  return getDatabase().$queryRaw<StoredChange[]>`
    SELECT ${CHANGE_COLUMNS} FROM budget_change c WHERE c.batch_id = ${batchId}::uuid
    ORDER BY c.id`;
}
