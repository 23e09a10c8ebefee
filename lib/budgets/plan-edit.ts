import type { FieldIssue } from "@/lib/errors";
import { fromMicroUsd } from "@/lib/micro-usd";
import { listMoved, toBudgetFields, toMicro, type BudgetField } from "./fields";
import type { BudgetEdit, BudgetFields, BudgetKind } from "./schema";

/** A budget as it is before an edit; the reset date as LiteLLM gave it. */
export interface EditableBudget extends BudgetFields {
  kind: BudgetKind;
  /** ISO time. */
  reset_at: string | null;
}

export interface EditPlan {
  before: BudgetFields;
  after: BudgetFields;
  /** The fields whose value changes. */
  touched: BudgetField[];
  issues: FieldIssue[];
}

/** A limit changed by a share of itself, in whole cents. */
function scaleLimit(limitUsd: number, percent: number): number {
  return Math.max(0.01, Math.round(limitUsd * (100 + percent)) / 100);
}

function toAfter(before: BudgetFields, edit: BudgetEdit): BudgetFields {
  const { limit_percent: percent, top_up_usd: topUp, ...set } = edit;
  const after = { ...before, ...set };
  if (before.limit_usd === null) return after;
  if (percent !== undefined) after.limit_usd = scaleLimit(before.limit_usd, percent);
  if (topUp !== undefined)
    after.limit_usd = fromMicroUsd(toMicro(before.limit_usd) + toMicro(topUp));
  return after;
}

function findIssues(budget: EditableBudget, after: BudgetFields, edit: BudgetEdit): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const refuse = (field: keyof BudgetEdit, rule: string) => issues.push({ field, rule });
  if (budget.limit_usd === null) {
    if (edit.limit_percent !== undefined) refuse("limit_percent", "needs a limit to start from");
    if (edit.top_up_usd !== undefined) refuse("top_up_usd", "needs a limit to add to");
  } else if (edit.top_up_usd !== undefined && budget.reset_at === null) {
    refuse("top_up_usd", "needs a period: this budget never resets, so raise the limit instead");
  }
  const { limit_usd: limit, soft_limit_usd: soft } = after;
  if (soft !== null && limit !== null && toMicro(soft) > toMicro(limit)) {
    const field = edit.soft_limit_usd === undefined ? "limit_usd" : "soft_limit_usd";
    refuse(field, "would put the soft limit above the hard limit");
  }
  if (budget.kind === "agent" && edit.duration === null && budget.duration !== null) {
    refuse("duration", "cannot be cleared: LiteLLM ignores that for keys");
  }
  return issues;
}

/** What an edit makes of a budget, and what forbids it. */
export function planBudgetEdit(budget: EditableBudget, edit: BudgetEdit): EditPlan {
  const before = toBudgetFields(budget);
  const after = toAfter(before, edit);
  const issues = findIssues(budget, after, edit);
  return { before, after, touched: listMoved(before, after), issues };
}
