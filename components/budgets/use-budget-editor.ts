"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { budgetQueries, useBudgetChange } from "@/lib/budgets/queries";
import type { BudgetChangeResult, BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { EDIT_ACTIONS, findValueIssue, toTypedEdit, type EditAction } from "./edit-actions";

const NOTHING: EditAction = EDIT_ACTIONS[0] ?? {
  id: "",
  label: "",
  field: null,
  name: "limit_usd",
  toEdit: () => ({}),
};

const toTarget = ({ kind, tenant_id, id }: BudgetRow) => ({ kind, tenant_id, id });

function toExpected({ limit_usd, soft_limit_usd, duration, is_blocked }: BudgetRow) {
  return { limit_usd, soft_limit_usd, duration, is_blocked };
}

/** The state of a change before it is made: what, to what, why; with its dry run. */
export function useBudgetEditor(
  rows: readonly BudgetRow[],
  onOutcomes?: (outcomes: readonly BudgetOutcome[]) => void,
) {
  const [action, setAction] = useState(NOTHING);
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const change = useBudgetChange();
  const issue = findValueIssue(action, value);
  const edit = toTypedEdit(action, value);
  const asked = useDebounced(JSON.stringify(issue === null ? edit : null));
  const preview = useQuery({
    ...budgetQueries.preview({ targets: rows.map(toTarget), edit }),
    ...(issue !== null || asked !== JSON.stringify(edit) ? { queryFn: skipToken } : {}),
  });
  const isMissingReason = reason.trim().length < 3;

  function save() {
    setHasTried(true);
    if (issue !== null || isMissingReason) return;
    const targets = rows.map((row) => ({ ...toTarget(row), expected: toExpected(row) }));
    const onSuccess = ({ outcomes }: BudgetChangeResult) => onOutcomes?.(outcomes);
    change.mutate({ targets, edit, reason }, { onSuccess });
  }

  function chooseAction(id: string) {
    setAction(EDIT_ACTIONS.find((one) => one.id === id) ?? NOTHING);
    setValue("");
    setHasTried(false);
    change.reset();
  }

  return {
    action,
    chooseAction,
    value,
    setValue: (text: string) => {
      setValue(text);
      change.reset();
    },
    reason,
    setReason,
    valueIssue: toShownIssue(issue, hasTried),
    reasonIssue: hasTried && isMissingReason ? "Say why, in a few words." : null,
    preview: issue === null ? preview : null,
    change,
    save,
  };
}

/** An empty field is no mistake until somebody saves. */
function toShownIssue(issue: string | null, hasTried: boolean): string | null {
  if (issue !== "") return issue;
  return hasTried ? "Enter a value." : null;
}
