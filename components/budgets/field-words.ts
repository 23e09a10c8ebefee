import { formatBudgetDuration } from "@/lib/budgets/period";
import type { BudgetFields } from "@/lib/budgets/schema";
import { formatUsd } from "@/lib/format";

export const FIELD_NAMES: Record<keyof BudgetFields, string> = {
  limit_usd: "Hard limit",
  soft_limit_usd: "Soft limit",
  duration: "Period",
  is_blocked: "Blocked",
};

/** A field's value in words. */
export function toFieldWords(
  field: keyof BudgetFields,
  value: BudgetFields[keyof BudgetFields] | undefined,
): string {
  if (typeof value === "boolean") return value ? "blocked" : "not blocked";
  if (field === "duration") return formatBudgetDuration(typeof value === "string" ? value : null);
  return typeof value === "number" ? formatUsd(value) : "none";
}

/** The fields that differ. */
export function listChangedFields(
  before: Partial<BudgetFields>,
  after: Partial<BudgetFields>,
): (keyof BudgetFields)[] {
  const fields = Object.keys(FIELD_NAMES) as (keyof BudgetFields)[];
  return fields.filter((field) => field in after && before[field] !== after[field]);
}
