import { toErrorMessage, type FieldIssue } from "@/lib/errors";
import { formatUsd } from "@/lib/format";
import { toRoundedUsd } from "@/lib/money";
import { toPlainWords, UpstreamError } from "@/lib/upstream/errors";
import type { BudgetReading } from "@/lib/upstream/litellm/budget-writer";
import type { BudgetRecord } from "@/lib/upstream/litellm/records";
import { formatBudgetDuration } from "./period";
import { BUDGET_FIELDS, isSameField, type EditPlan } from "./plan-edit";
import type { BudgetFields, BudgetKind, BudgetOutcome, BudgetOutcomeName } from "./schema";

export type Verdict = Pick<BudgetOutcome, "outcome" | "message" | "now" | "issues">;

export function toVerdict(
  outcome: BudgetOutcomeName,
  message: string | null,
  now: BudgetFields | null,
  issues: readonly FieldIssue[] = [],
): Verdict {
  return { outcome, message, now, issues: [...issues] };
}

export function toFields(record: BudgetRecord): BudgetFields {
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

/** Why nothing is sent; null where it is. */
export function findRefusal(plan: EditPlan, expected: BudgetFields): Verdict | null {
  const conflict = findConflict(plan, expected);
  if (conflict.length > 0) {
    const words = conflict.map((issue) => issue.rule).join("; ");
    const message = `Somebody changed it in the meantime: ${words}.`;
    return toVerdict("conflict", message, plan.before, conflict);
  }
  if (plan.issues.length > 0) {
    const words = plan.issues.map((issue) => `${issue.field} ${issue.rule}`).join("; ");
    return toVerdict("invalid", `${words}.`, plan.before, plan.issues);
  }
  if (plan.touched.length > 0) return null;
  return toVerdict("unchanged", "It is like this already.", plan.before);
}

/** Without a full stop, as LiteLLM's own words come with or without. */
export function toWords(error: unknown): string {
  return error instanceof UpstreamError ? toPlainWords(error) : toErrorMessage(error);
}

export function toSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** How a write ended: what LiteLLM has now, null where it could not be read, and what went wrong. */
export interface WriteEnd {
  reading: BudgetReading | null;
  failure: unknown;
}

/** The fields that are as they were asked for. */
export function listWritten(plan: EditPlan, now: BudgetFields): (keyof BudgetFields)[] {
  return plan.touched.filter((field) => isSameField(plan.after[field], now[field]));
}

function sayFields(fields: readonly (keyof BudgetFields)[], now: BudgetFields): string {
  return fields.map((field) => `${FIELD_WORDS[field]} (${sayField(field, now)})`).join(", ");
}

function sayCause(kind: BudgetKind, unwritten: readonly (keyof BudgetFields)[]): string {
  if (kind !== "agent" || !unwritten.includes("soft_limit_usd")) return "";
  return " This release of LiteLLM has no soft limit on a key of its own.";
}

/** What became of the change, by what LiteLLM has now rather than by what it answered. */
export function judge(kind: BudgetKind, plan: EditPlan, end: WriteEnd): Verdict {
  if (end.reading === null) {
    return toVerdict(
      "unclear",
      `LiteLLM did not say whether it took the change over (${toWords(end.failure)}). The next sync will show it.`,
      null,
    );
  }
  const now = toFields(end.reading.record);
  const written = listWritten(plan, now);
  const unwritten = plan.touched.filter((field) => !written.includes(field));
  if (unwritten.length === 0) return toVerdict("done", null, now);
  const did =
    written.length === 0 ? "Nothing was changed." : `What did change: ${sayFields(written, now)}.`;
  const why =
    end.failure === null
      ? `LiteLLM accepted the change and kept its own ${sayFields(unwritten, now)}.${sayCause(kind, unwritten)}`
      : toSentence(toWords(end.failure));
  const issues = unwritten.map((field) => ({ field, rule: "was not taken over" }));
  return toVerdict("refused", `${why} ${did}`, now, end.failure === null ? issues : []);
}
