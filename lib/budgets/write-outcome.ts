import { toErrorMessage, type FieldIssue } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import { toPlainWords, UpstreamError } from "@/lib/upstream/errors";
import type { BudgetReading } from "@/lib/upstream/litellm/budget-writer";
import type { BudgetRecord } from "@/lib/upstream/litellm/records";
import { isSameField, type BudgetField } from "./fields";
import type { EditPlan } from "./plan-edit";
import type { BudgetFields, BudgetKind, BudgetOutcome, BudgetOutcomeName } from "./schema";
import {
  toConflictRule,
  toConflictWords,
  toRefusedWords,
  toUnclearWords,
  WRITE_WORDS,
} from "./words";

export type Verdict = Pick<BudgetOutcome, "outcome" | "message" | "now" | "issues">;

export function toVerdict(
  outcome: BudgetOutcomeName,
  message: string | null,
  now: BudgetFields | null,
  issues: FieldIssue[] = [],
): Verdict {
  return { outcome, message, now, issues };
}

export function toFields(record: BudgetRecord): BudgetFields {
  return {
    limit_usd: toRoundedUsd(record.maxBudgetUsd?.toFixed() ?? null),
    soft_limit_usd: toRoundedUsd(record.softBudgetUsd?.toFixed() ?? null),
    duration: record.budgetDuration,
    is_blocked: record.isBlocked,
  };
}

/** Why nothing is sent; null where it is. Fields that somebody else changed since the person looked come first. */
export function findRefusal(plan: EditPlan, expected: BudgetFields): Verdict | null {
  const { before, touched, issues } = plan;
  const conflicts = touched
    .filter((field) => !isSameField(before[field], expected[field]))
    .map((field) => ({ field, rule: toConflictRule(field, expected, before) }));
  if (conflicts.length > 0) {
    const words = toConflictWords(conflicts.map(({ rule }) => rule));
    return toVerdict("conflict", words, before, conflicts);
  }
  if (issues.length > 0) {
    const words = issues.map(({ field, rule }) => `${field} ${rule}`).join("; ");
    return toVerdict("invalid", `${words}.`, before, issues);
  }
  return touched.length > 0 ? null : toVerdict("unchanged", WRITE_WORDS.unchanged, before);
}

/** What an upstream's failure says to whoever changes a budget. */
export function toCause(error: unknown): string {
  return error instanceof UpstreamError ? toPlainWords(error) : toErrorMessage(error);
}

/** How a write ended: what LiteLLM has now, null where it could not be read, and what went wrong. */
export interface WriteEnd {
  reading: BudgetReading | null;
  failure: unknown;
}

/** The fields that are as they were asked for. */
export function listWritten(plan: EditPlan, now: BudgetFields): BudgetField[] {
  return plan.touched.filter((field) => isSameField(plan.after[field], now[field]));
}

/** What became of the change, by what LiteLLM has now rather than by what it answered. */
export function judge(kind: BudgetKind, plan: EditPlan, { reading, failure }: WriteEnd): Verdict {
  if (reading === null) return toVerdict("unclear", toUnclearWords(toCause(failure)), null);
  const now = toFields(reading.record);
  const written = listWritten(plan, now);
  const unwritten = plan.touched.filter((field) => !written.includes(field));
  if (unwritten.length === 0) return toVerdict("done", null, now);
  const cause = failure === null ? null : toCause(failure);
  const words = toRefusedWords({ now, written, unwritten, cause, isKey: kind === "agent" });
  const issues = unwritten.map((field) => ({ field, rule: "was not taken over" }));
  return toVerdict("refused", words, now, failure === null ? issues : []);
}
