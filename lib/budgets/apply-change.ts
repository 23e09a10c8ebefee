import "server-only";
import { toActor, type Viewer } from "@/lib/auth/policy";
import { LeaseLostError, type Lease } from "@/lib/db/lease";
import { parseUsd } from "@/lib/money";
import type {
  BudgetHolder,
  BudgetReading,
  BudgetWrite,
} from "@/lib/upstream/litellm/budget-writer";
import {
  createChange,
  finishChange,
  listInterrupted,
  withBudgetLease,
  writeUnderLease,
} from "./change-store";
import { openBudgetHolder } from "./gateway";
import { pickFields, type BudgetField } from "./fields";
import { planBudgetEdit, type EditPlan } from "./plan-edit";
import { toBudgetName } from "./rows";
import type { BudgetEdit, BudgetFields, BudgetOutcome, BudgetTarget } from "./schema";
import type { StoredBudget } from "./store";
import { saveReading, settleInterrupted, storeWritten } from "./store-change";
import { toTarget } from "./target";
import {
  findRefusal,
  judge,
  listWritten,
  toCause,
  toFields,
  toVerdict,
  type Verdict,
  type WriteEnd,
} from "./write-outcome";
import { toUnreadWords, WRITE_WORDS } from "./words";

export interface ChangeOrder {
  batchId: string;
  viewer: Viewer;
  origin: "edit" | "undo" | "top-up" | "top-up-end" | "profile";
  undoesBatchId: string | null;
  edit: BudgetEdit;
  expected: BudgetFields;
  reason: string;
}

function toWrite({ after, touched }: EditPlan): BudgetWrite {
  const has = (field: BudgetField) => touched.includes(field);
  const toUsd = (amount: number | null) => (amount === null ? null : parseUsd(amount));
  return {
    ...(has("limit_usd") ? { maxBudgetUsd: toUsd(after.limit_usd) } : {}),
    ...(has("soft_limit_usd") ? { softBudgetUsd: toUsd(after.soft_limit_usd) } : {}),
    ...(has("duration") ? { budgetDuration: after.duration } : {}),
    ...(has("is_blocked") ? { isBlocked: after.is_blocked } : {}),
  };
}

/** Writes and reads back; after a failure that says nothing the reading decides. */
async function writeAndReadBack(holder: BudgetHolder, plan: EditPlan): Promise<WriteEnd> {
  let failure: unknown = null;
  try {
    await holder.write(toWrite(plan));
  } catch (error) {
    failure = error;
  }
  try {
    return { reading: await holder.read(), failure };
  } catch (error) {
    return { reading: null, failure: failure ?? error };
  }
}

/** The edit on what LiteLLM has. */
function planOn({ kind }: StoredBudget, { record }: BudgetReading, edit: BudgetEdit): EditPlan {
  const reset_at = record.budgetResetAt?.toISOString() ?? null;
  return planBudgetEdit({ ...toFields(record), kind, reset_at }, edit);
}

/** Stores what the write came to; a process that was paused for too long stores nothing. */
async function storeEnd(
  lease: Lease,
  target: BudgetTarget,
  order: ChangeOrder,
  changeId: string,
  plan: EditPlan,
  { reading }: WriteEnd,
  verdict: Verdict,
): Promise<void> {
  const written = reading === null ? [] : listWritten(plan, toFields(reading.record));
  await writeUnderLease(lease, async (tx) => {
    if (reading !== null && written.length > 0) {
      const { viewer, origin, reason } = order;
      const change = { id: changeId, viewer, origin, reason, before: plan.before, written };
      await storeWritten(tx, target, change, reading, verdict.message);
      return;
    }
    const outcome = verdict.outcome === "unclear" ? "unclear" : "refused";
    await finishChange(target, changeId, { outcome, error: verdict.message ?? outcome }, tx);
  });
}

async function readWriteStore(
  lease: Lease,
  row: StoredBudget,
  order: ChangeOrder,
  changeId: string,
): Promise<Verdict> {
  const target = toTarget(row);
  const interrupted = (await listInterrupted(target)).filter(({ id }) => id !== changeId);
  const holder = openBudgetHolder(target);
  const refuse = async (verdict: Verdict) => {
    const error = verdict.message ?? verdict.outcome;
    await finishChange(target, changeId, { outcome: "refused", error });
    return verdict;
  };
  let current: BudgetReading;
  try {
    current = await holder.read();
  } catch (error) {
    return refuse(toVerdict("failed", toUnreadWords(toCause(error)), null));
  }
  if (interrupted.length > 0) await settleInterrupted(lease, target, interrupted, current);
  const plan = planOn(row, current, order.edit);
  const refusal = findRefusal(plan, order.expected);
  if (refusal !== null) {
    // Whoever looks again sees what is there now.
    if (refusal.outcome === "conflict") await saveReading(lease, target, current);
    return refuse(refusal);
  }
  await lease.renew();
  const end = await writeAndReadBack(holder, plan);
  const verdict = judge(row.kind, plan, end);
  await storeEnd(lease, target, order, changeId, plan, end, verdict);
  return verdict;
}

/** Notes what is to be written. What is sent in the end is this, or nothing where LiteLLM has other values. */
function noteAttempt(row: StoredBudget, order: ChangeOrder): Promise<string> {
  const { batchId, origin, undoesBatchId, reason, viewer, edit, expected } = order;
  const { after, touched } = planBudgetEdit({ ...expected, kind: row.kind, reset_at: null }, edit);
  return createChange({
    ...toTarget(row),
    ...{ batchId, origin, undoesBatchId, reason },
    ...toActor(viewer),
    before: expected,
    wanted: pickFields(after, touched),
  });
}

/**
 * Changes one budget: LiteLLM first, then read back, then stored with ledger and audit in one transaction.
 * The attempt is noted before LiteLLM is asked: after a crash in between, the next change of the budget
 * finds by what it reads whether it was written. No connection is held while LiteLLM answers.
 */
export async function applyBudgetChange(
  row: StoredBudget,
  order: ChangeOrder,
): Promise<BudgetOutcome> {
  const target = toTarget(row);
  const made = await withBudgetLease(target, async (lease) => {
    const changeId = await noteAttempt(row, order);
    try {
      return await readWriteStore(lease, row, order, changeId);
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      const { overtaken } = WRITE_WORDS;
      await finishChange(target, changeId, { outcome: "unclear", error: overtaken });
      return toVerdict("unclear", overtaken, null);
    }
  });
  const verdict = made === null ? toVerdict("failed", WRITE_WORDS.busy, null) : made.result;
  return { ...target, name: toBudgetName(row), ...verdict };
}
