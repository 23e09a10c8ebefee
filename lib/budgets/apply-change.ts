import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { toErrorMessage, type FieldIssue } from "@/lib/errors";
import { formatUsd } from "@/lib/format";
import { parseUsd, toRoundedUsd } from "@/lib/money";
import { UpstreamError } from "@/lib/upstream/errors";
import type {
  BudgetHolder,
  BudgetReading,
  BudgetWrite,
} from "@/lib/upstream/litellm/budget-writer";
import type { BudgetRecord } from "@/lib/upstream/litellm/records";
import { createChange, finishChange, saveBudget, withBudgetLock } from "./change-store";
import { openBudgetHolder } from "./gateway";
import { formatBudgetDuration } from "./period";
import { BUDGET_FIELDS, isSameField, planBudgetEdit, type EditPlan } from "./plan-edit";
import { toBudgetName } from "./rows";
import type {
  BudgetEdit,
  BudgetFields,
  BudgetOutcome,
  BudgetOutcomeName,
  BudgetTarget,
} from "./schema";
import type { StoredBudget } from "./store";
import { createTopUp, endTopUps, findActiveTopUp } from "./top-up-store";

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

type Verdict = Pick<BudgetOutcome, "outcome" | "message" | "now" | "issues">;

function toVerdict(
  outcome: BudgetOutcomeName,
  message: string | null,
  now: BudgetFields | null,
  issues: readonly FieldIssue[] = [],
): Verdict {
  return { outcome, message, now, issues: [...issues] };
}

function toFields(record: BudgetRecord): BudgetFields {
  const toUsd = (amount: BudgetRecord["maxBudgetUsd"]) =>
    toRoundedUsd(amount === null ? null : amount.toFixed());
  return {
    limit_usd: toUsd(record.maxBudgetUsd),
    soft_limit_usd: toUsd(record.softBudgetUsd),
    duration: record.budgetDuration,
    is_blocked: record.isBlocked,
  };
}

const FIELD_WORDS: Record<keyof BudgetFields, string> = {
  limit_usd: "hard limit",
  soft_limit_usd: "soft limit",
  duration: "period",
  is_blocked: "block",
};

function sayField(field: keyof BudgetFields, fields: BudgetFields): string {
  if (field === "duration") return formatBudgetDuration(fields.duration);
  if (field === "is_blocked") return fields.is_blocked ? "blocked" : "not blocked";
  const amount = fields[field];
  return amount === null ? "none" : formatUsd(amount);
}

/** Fields that somebody else changed since the person looked. */
function findConflict(plan: EditPlan, expected: BudgetFields): FieldIssue[] {
  const asked = BUDGET_FIELDS.filter((field) => plan.touched.includes(field));
  return asked
    .filter((field) => !isSameField(plan.before[field], expected[field]))
    .map((field) => ({
      field,
      rule: `${FIELD_WORDS[field]}: you saw ${sayField(field, expected)}, it is ${sayField(field, plan.before)} now`,
    }));
}

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

/** LiteLLM understood and said no, as opposed to an answer that was lost or made no sense. */
function isRefusal(error: unknown): error is UpstreamError {
  return (
    error instanceof UpstreamError &&
    error.status !== null &&
    error.status >= 400 &&
    error.status < 500 &&
    !error.isTransient
  );
}

function toWords(error: unknown): string {
  if (!(error instanceof UpstreamError)) return toErrorMessage(error);
  return error.upstreamMessage === null ? error.message : `LiteLLM says: ${error.upstreamMessage}`;
}

function toSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

interface WriteEnd {
  reading: BudgetReading | null;
  failure: unknown;
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

function findUnwritten(plan: EditPlan, now: BudgetFields): (keyof BudgetFields)[] {
  return plan.touched.filter((field) => !isSameField(plan.after[field], now[field]));
}

function judge(plan: EditPlan, end: WriteEnd): Verdict {
  if (end.reading === null) {
    return toVerdict(
      "unclear",
      `LiteLLM did not say whether it took the change over (${toWords(end.failure)}). The next sync will show it.`,
      null,
    );
  }
  const now = toFields(end.reading.record);
  const unwritten = findUnwritten(plan, now);
  if (unwritten.length === 0) return toVerdict("done", null, now);
  if (end.failure !== null) {
    const isOpen = !isRefusal(end.failure) && unwritten.length < plan.touched.length;
    const partly = isOpen ? " A part was taken over." : " Nothing was changed.";
    return toVerdict("refused", `${toSentence(toWords(end.failure))}${partly}`, now);
  }
  const fields = unwritten.map((field) => `${FIELD_WORDS[field]} (${sayField(field, now)})`);
  return toVerdict(
    "refused",
    `LiteLLM accepted the change and kept its own ${fields.join(", ")}.`,
    now,
  );
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
  const verb = {
    edit: "set",
    undo: "undo",
    "top-up": "top-up",
    "top-up-end": "top-up-end",
    profile: "profile",
  };
  await recordAudit(tx, {
    ...order.author,
    action: `budget.${verb[order.origin]}`,
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
