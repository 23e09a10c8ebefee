"use client";

import { useMemo, useState } from "react";
import type { BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { toBudgetKey } from "@/lib/budgets/target";

/** What LiteLLM has after a change, or where somebody was faster, is what the next one starts from. */
export function withOutcomes(
  chosen: ReadonlyMap<string, BudgetRow>,
  outcomes: readonly BudgetOutcome[],
): ReadonlyMap<string, BudgetRow> {
  const next = new Map(chosen);
  for (const outcome of outcomes) {
    const key = toBudgetKey(outcome);
    const row = chosen.get(key);
    if (row && outcome.now) next.set(key, { ...row, ...outcome.now });
  }
  return next;
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
  return {
    rows: [...chosen.values()],
    selection,
    add: (rows: readonly BudgetRow[]) =>
      setChosen(
        (before) => new Map([...before, ...rows.map((row) => [toBudgetKey(row), row] as const)]),
      ),
    takeOver: (outcomes: readonly BudgetOutcome[]) =>
      setChosen((before) => withOutcomes(before, outcomes)),
    clear: () => setChosen(new Map()),
  };
}
