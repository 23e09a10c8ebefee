import type { FieldIssue } from "@/lib/errors";
import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import { fromMicroUsd, MICRO_USD_PER_USD } from "@/lib/micro-usd";
import { formatBudgetDuration, parseBudgetDuration } from "./period";
import type { BudgetEdit, BudgetFields, BudgetKind } from "./schema";

/** A budget as it is before an edit; the counter and the reset date as LiteLLM gave them. */
export interface EditableBudget extends BudgetFields {
  kind: BudgetKind;
  spend_usd: number;
  /** Who else has the same row of LiteLLM's budget table; an account's alone. */
  sharing?: { budget_id: string; others: number; names: readonly string[] } | null;
  /** ISO time. */
  reset_at: string | null;
}

export interface EditPlan {
  before: BudgetFields;
  after: BudgetFields;
  /** The fields whose value changes. */
  touched: (keyof BudgetFields)[];
  issues: FieldIssue[];
  notes: string[];
}

export const BUDGET_FIELDS = ["limit_usd", "soft_limit_usd", "duration", "is_blocked"] as const;

/** LiteLLM keeps keys, teams and customers in a cache. */
const SOON = "at once or up to 60 seconds later";

const toMicro = (amount: number) => Math.round(amount * MICRO_USD_PER_USD);

/** Amounts are the same when they are the same millionths. */
export function isSameField(
  left: BudgetFields[keyof BudgetFields],
  right: BudgetFields[keyof BudgetFields],
): boolean {
  return typeof left === "number" && typeof right === "number"
    ? toMicro(left) === toMicro(right)
    : left === right;
}

export function toBudgetFields(budget: BudgetFields): BudgetFields {
  const { limit_usd, soft_limit_usd, duration, is_blocked } = budget;
  return { limit_usd, soft_limit_usd, duration, is_blocked };
}

/** A limit changed by a share of itself, in whole cents. */
function scaleLimit(limitUsd: number, percent: number): number {
  return Math.max(0.01, Math.round(limitUsd * (100 + percent)) / 100);
}

function toAfter(before: BudgetFields, edit: BudgetEdit): BudgetFields {
  const after = { ...before };
  if (edit.limit_usd !== undefined) after.limit_usd = edit.limit_usd;
  if (edit.soft_limit_usd !== undefined) after.soft_limit_usd = edit.soft_limit_usd;
  if (edit.duration !== undefined) after.duration = edit.duration;
  if (edit.is_blocked !== undefined) after.is_blocked = edit.is_blocked;
  if (before.limit_usd === null) return after;
  if (edit.limit_percent !== undefined) {
    after.limit_usd = scaleLimit(before.limit_usd, edit.limit_percent);
  }
  if (edit.top_up_usd !== undefined) {
    after.limit_usd = fromMicroUsd(toMicro(before.limit_usd) + toMicro(edit.top_up_usd));
  }
  return after;
}

function findIssues(budget: EditableBudget, after: BudgetFields, edit: BudgetEdit): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const refuse = (field: string, rule: string) => issues.push({ field, rule });
  if (budget.limit_usd === null) {
    if (edit.limit_percent !== undefined) refuse("limit_percent", "needs a limit to start from");
    if (edit.top_up_usd !== undefined) refuse("top_up_usd", "needs a limit to add to");
  } else if (edit.top_up_usd !== undefined && budget.reset_at === null) {
    refuse("top_up_usd", "needs a period: this budget never resets, so raise the limit instead");
  }
  if (
    after.soft_limit_usd !== null &&
    after.limit_usd !== null &&
    toMicro(after.soft_limit_usd) > toMicro(after.limit_usd)
  ) {
    const field = edit.soft_limit_usd === undefined ? "limit_usd" : "soft_limit_usd";
    refuse(
      field,
      `would put the soft limit (${formatUsd(after.soft_limit_usd)}) above the hard limit (${formatUsd(after.limit_usd)})`,
    );
  }
  if (budget.kind === "agent" && edit.duration === null && budget.duration !== null) {
    refuse("duration", "cannot be cleared: LiteLLM ignores that for keys");
  }
  return issues;
}

/** What is used of a limit, in words: a limit of zero is used up, none is none. */
function sayUsed(spendUsd: number, limitUsd: number | null): string {
  if (limitUsd === null) return "no limit";
  return limitUsd === 0 ? `all of ${formatUsd(0)}` : formatPercent(spendUsd / limitUsd);
}

/** A customer is refused once it has spent more than its limit, keys and teams once they have spent it. */
function describeRefusals(
  { kind, spend_usd: spendUsd, limit_usd: before }: EditableBudget,
  limitUsd: number,
) {
  const isAbove = (limit: number) => (kind === "account" ? spendUsd > limit : spendUsd >= limit);
  if (isAbove(limitUsd)) {
    return [
      `It has spent ${formatUsd(spendUsd)} already, so LiteLLM will refuse its calls ${SOON}.`,
    ];
  }
  if (before !== null && isAbove(before)) {
    return [`LiteLLM refuses its calls now and will let them through again ${SOON}.`];
  }
  return limitUsd === 0
    ? ["LiteLLM still lets a first call through, and refuses the next ones."]
    : [];
}

function describeLimit(budget: EditableBudget, after: BudgetFields): string[] {
  const { spend_usd: spendUsd, limit_usd: before } = budget;
  if (isSameField(before, after.limit_usd)) return [];
  if (after.limit_usd === null) {
    return ["LiteLLM will no longer stop it, whatever it spends."];
  }
  return [
    `Used in the running period: from ${sayUsed(spendUsd, before)} to ${sayUsed(spendUsd, after.limit_usd)}.`,
    ...describeRefusals(budget, after.limit_usd),
  ];
}

function describeSoftLimit(budget: EditableBudget, after: BudgetFields): string[] {
  if (budget.kind !== "agent" || isSameField(budget.soft_limit_usd, after.soft_limit_usd))
    return [];
  return ["Older releases of LiteLLM have no soft limit on a key; then it stays as it is."];
}

function describePeriod(
  budget: EditableBudget,
  after: BudgetFields,
  edit: BudgetEdit,
  now: Date,
): string[] {
  const date = budget.reset_at === null ? null : formatDateTime(budget.reset_at, now);
  if (edit.top_up_usd !== undefined && date !== null) {
    return [`Until LiteLLM resets the budget (${date}); then the limit goes back by itself.`];
  }
  if (isSameField(budget.duration, after.duration)) {
    return [date === null ? "It never resets." : `Resets ${date}, as before.`];
  }
  if (after.duration === null) return ["Without a period LiteLLM will not reset it any more."];
  const words = formatBudgetDuration(after.duration);
  const notes = [
    `Resets ${words}: LiteLLM will set the next date itself when it takes the period over${date === null ? "" : `; until now it was ${date}`}.`,
  ];
  if (parseBudgetDuration(after.duration)?.unit === "w") {
    notes.push("Older releases of LiteLLM reset weeks at the next midnight; 7d is safer.");
  }
  return notes;
}

/** An account's limits live in a row that others may have too. */
function describeSharing(
  budget: EditableBudget,
  touched: readonly (keyof BudgetFields)[],
): string[] {
  const { sharing } = budget;
  if (!sharing || sharing.others === 0) return [];
  if (touched.every((field) => field === "is_blocked")) return [];
  const more = sharing.others - sharing.names.length;
  const whom = sharing.names.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [
    `Its limits are in LiteLLM's budget row “${sharing.budget_id}”, which it shares with ${whom}. It moves to a row of its own; the others keep theirs.`,
  ];
}

function describeBlock(budget: EditableBudget, after: BudgetFields): string[] {
  if (budget.is_blocked === after.is_blocked) return [];
  if (budget.kind !== "account") {
    return [
      after.is_blocked
        ? `LiteLLM will refuse every call ${SOON}, until it is unblocked.`
        : `LiteLLM will let its calls through again ${SOON}, up to the limit.`,
    ];
  }
  if (after.is_blocked) {
    return [
      "LiteLLM marks the customer and, without an Enterprise licence, lets its calls through all the same. To stop them, set the hard limit to 0.",
    ];
  }
  return [
    `Before about 1.101 LiteLLM has no way to unblock a customer: it is deleted and made anew with its limits and its ${formatUsd(budget.spend_usd)} spent, and a call in that second is not counted. Where it has a region, a default model or permissions, which would be lost, nothing is changed.`,
  ];
}

/** What an edit makes of a budget: values, what forbids it, and what it means in words. */
export function planBudgetEdit(budget: EditableBudget, edit: BudgetEdit, now: Date): EditPlan {
  const before = toBudgetFields(budget);
  const after = toAfter(before, edit);
  const touched = BUDGET_FIELDS.filter((field) => !isSameField(before[field], after[field]));
  const notes = [
    ...describeSharing(budget, touched),
    ...describeLimit(budget, after),
    ...describeSoftLimit(budget, after),
    ...describePeriod(budget, after, edit, now),
    ...describeBlock(budget, after),
  ];
  return {
    before,
    after,
    touched,
    issues: findIssues(budget, after, edit),
    notes: touched.length === 0 ? ["It is like this already."] : notes,
  };
}
