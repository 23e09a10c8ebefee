import type { BudgetTarget } from "./schema";

/** What names a budget, of a row that has more. */
export function toTarget({ kind, tenant_id, id }: BudgetTarget): BudgetTarget {
  return { kind, tenant_id, id };
}

/** The same text for the same budget. */
export function toBudgetKey({ kind, tenant_id, id }: BudgetTarget): string {
  return `${kind} ${tenant_id} ${id}`;
}
