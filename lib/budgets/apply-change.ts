import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { parseUsd, toRoundedUsd } from "@/lib/money";
import type {
  BudgetHolder,
  BudgetReading,
  BudgetWrite,
} from "@/lib/upstream/litellm/budget-writer";
import { createChange, finishChange, saveBudget, withBudgetLock } from "./change-store";
import { openBudgetHolder } from "./gateway";
import { planBudgetEdit, type EditPlan } from "./plan-edit";
import { toBudgetName } from "./rows";
import type { BudgetEdit, BudgetFields, BudgetOutcome, BudgetTarget } from "./schema";
import type { StoredBudget } from "./store";
import { createTopUp, endTopUps, findActiveTopUp } from "./top-up-store";
import {
  findConflict,
  judge,
  toFields,
  toVerdict,
  toWords,
  type Verdict,
  type WriteEnd,
} from "./write-outcome";

/** Who changes a budget: a person, or the worker by name. */
export type ChangeAuthor =
  { viewer: Viewer; actor?: undefined } | { actor: string; viewer?: undefined };

export interface ChangeOrder {
  batchId: string;
  author: ChangeAuthor;
  origin: "edit" | "undo" | "top-up" | "top-up-end" | "profile";
  undoesBatchId: string | null;
  edit: BudgetEdit;
  expected: BudgetFields;
  reason: string;
}

/** LiteLLM's clock has a resolution of a second: a list that it sent in the same one is not newer. */
const CLOCK_STEP_MS = 1_000;

function toWrite({ after, touched }: EditPlan): BudgetWrite {
  const has = (field: keyof BudgetFields) => touched.includes(field);
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

async function keepTopUps(
  tx: Transaction,
  target: BudgetTarget,
  order: ChangeOrder,
  plan: EditPlan,
  resetAt: Date | null,
): Promise<void> {
  if (!plan.touched.includes("limit_usd")) return;
  const earlier = await findActiveTopUp(tx, target);
  await endTopUps(tx, target, order.origin === "top-up-end" ? "ended" : "replaced");
  const { limit_usd: limitUsd } = plan.before;
  const raisedLimitUsd = plan.after.limit_usd;
  if (order.edit.top_up_usd === undefined || resetAt === null) return;
  if (limitUsd === null || raisedLimitUsd === null) return;
  await createTopUp(tx, target, {
    amountUsd: order.edit.top_up_usd,
    baseLimitUsd: earlier?.base_limit_usd ?? String(limitUsd),
    raisedLimitUsd,
    resetAt,
    actor: toActor(order.author),
  });
}

function toActor(author: ChangeAuthor): string {
  return author.viewer ? author.viewer.email : author.actor;
}

function pick(fields: BudgetFields, touched: readonly (keyof BudgetFields)[]) {
  return Object.fromEntries(touched.map((field) => [field, fields[field]]));
}

/** Stores what LiteLLM has now, with the ledger and the audit log, in the caller's transaction. */
async function storeDone(
  tx: Transaction,
  target: BudgetTarget,
  order: ChangeOrder,
  plan: EditPlan,
  reading: BudgetReading,
  changeId: string,
): Promise<void> {
  const after = toFields(reading.record);
  await saveBudget(tx, target, reading, new Date(reading.readAt.getTime() + CLOCK_STEP_MS));
  await finishChange(tx, target, changeId, { outcome: "done", before: plan.before, after });
  await keepTopUps(tx, target, order, plan, reading.record.budgetResetAt);
  await recordAudit(tx, {
    ...order.author,
    action: `budget.${order.origin === "edit" ? "set" : order.origin}`,
    entityKind: target.kind,
    entityId: target.id,
    before: pick(plan.before, plan.touched),
    after: pick(after, plan.touched),
    reason: order.reason,
  });
}

async function changeLocked(
  tx: Transaction,
  row: StoredBudget,
  order: ChangeOrder,
  changeId: string,
): Promise<Verdict> {
  const target = toTarget(row);
  const holder = openBudgetHolder(target);
  let current: BudgetReading;
  try {
    current = await holder.read();
  } catch (error) {
    return toVerdict("failed", `Nothing was sent: ${toWords(error)}`, null);
  }
  const fields = toFields(current.record);
  const editable = {
    ...fields,
    kind: row.kind,
    spend_usd: toRoundedUsd(current.record.budgetSpendUsd.toFixed()),
    reset_at: current.record.budgetResetAt?.toISOString() ?? null,
  };
  const plan = planBudgetEdit(editable, order.edit, new Date());
  const conflict = findConflict(plan, order.expected);
  if (conflict.length > 0) {
    const words = conflict.map((issue) => issue.rule).join("; ");
    return toVerdict(
      "conflict",
      `Somebody changed it in the meantime: ${words}.`,
      fields,
      conflict,
    );
  }
  if (plan.issues.length > 0) {
    const words = plan.issues.map((issue) => `${issue.field} ${issue.rule}`).join("; ");
    return toVerdict("invalid", `${words}.`, fields, plan.issues);
  }
  if (plan.touched.length === 0) return toVerdict("unchanged", "It is like this already.", fields);
  const end = await writeAndReadBack(holder, plan);
  const verdict = judge(plan, end);
  if (verdict.outcome === "done" && end.reading !== null) {
    await storeDone(tx, target, order, plan, end.reading, changeId);
  }
  return verdict;
}

export function toTarget(row: Pick<StoredBudget, "kind" | "tenant_id" | "id">): BudgetTarget {
  return { kind: row.kind, tenant_id: row.tenant_id, id: row.id };
}

function toWanted(edit: BudgetEdit): Partial<BudgetFields> {
  const { limit_usd, soft_limit_usd, duration, is_blocked } = edit;
  return Object.fromEntries(
    Object.entries({ limit_usd, soft_limit_usd, duration, is_blocked }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/**
 * Changes one budget: LiteLLM first, then read back, then stored with ledger and audit in one transaction.
 * The attempt is noted before LiteLLM is asked, so that a crash in between leaves a trace.
 */
export async function applyBudgetChange(
  row: StoredBudget,
  order: ChangeOrder,
): Promise<BudgetOutcome> {
  const target = toTarget(row);
  const changeId = await createChange({
    ...target,
    batchId: order.batchId,
    origin: order.origin,
    undoesBatchId: order.undoesBatchId,
    actorId: order.author.viewer?.userId ?? null,
    actor: toActor(order.author),
    before: order.expected,
    wanted: toWanted(order.edit),
    reason: order.reason,
  });
  const verdict = await withBudgetLock(target, async (tx) => {
    const made = await changeLocked(tx, row, order, changeId);
    if (made.outcome !== "done") {
      const outcome = made.outcome === "unclear" ? "unclear" : "refused";
      await finishChange(tx, target, changeId, { outcome, error: made.message ?? made.outcome });
    }
    return made;
  });
  return { ...target, name: toBudgetName(row), ...verdict };
}
