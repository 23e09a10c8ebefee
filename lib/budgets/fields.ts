import { MICRO_USD_PER_USD } from "@/lib/micro-usd";
import type { BudgetFields } from "./schema";

export type BudgetField = keyof BudgetFields;

export const BUDGET_FIELDS = ["limit_usd", "soft_limit_usd", "duration", "is_blocked"] as const;

export const toMicro = (amount: number) => Math.round(amount * MICRO_USD_PER_USD);

/** Amounts are the same when they are the same millionths. */
export function isSameField(
  left: BudgetFields[BudgetField] | undefined,
  right: BudgetFields[BudgetField] | undefined,
): boolean {
  return typeof left === "number" && typeof right === "number"
    ? toMicro(left) === toMicro(right)
    : (left ?? null) === (right ?? null);
}

/** The fields that `after` names with another value. */
export function listMoved(
  before: Partial<BudgetFields>,
  after: Partial<BudgetFields>,
): BudgetField[] {
  return BUDGET_FIELDS.filter(
    (field) => after[field] !== undefined && !isSameField(before[field], after[field]),
  );
}

export function pickFields(
  fields: Partial<BudgetFields>,
  names: readonly BudgetField[],
): Partial<BudgetFields> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

/** The fields of a row that has more. */
export function toBudgetFields(budget: BudgetFields): BudgetFields {
  const { limit_usd, soft_limit_usd, duration, is_blocked } = budget;
  return { limit_usd, soft_limit_usd, duration, is_blocked };
}
