"use client";

import { useMemo, useState } from "react";
import type { BudgetRow } from "@/lib/budgets/schema";

export function toBudgetKey(row: Pick<BudgetRow, "kind" | "tenant_id" | "id">): string {
  return `${row.kind} ${row.tenant_id} ${row.id}`;
}

/** The budgets that were ticked, kept over pages and searches. */
export function useBudgetSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, BudgetRow>>(new Map());
  const selection = useMemo(
    () => ({
      has: (row: BudgetRow) => chosen.has(toBudgetKey(row)),
      toggle: (row: BudgetRow) =>
        setChosen((before) => {
          const next = new Map(before);
          if (!next.delete(toBudgetKey(row))) next.set(toBudgetKey(row), row);
          return next;
        }),
    }),
    [chosen],
  );
  return { rows: [...chosen.values()], selection, clear: () => setChosen(new Map()) };
}
