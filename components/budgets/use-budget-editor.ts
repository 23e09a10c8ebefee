"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { toBudgetFields } from "@/lib/budgets/fields";
import { budgetQueries, useBudgetChange } from "@/lib/budgets/queries";
import type { BudgetChangeResult, BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { toTarget } from "@/lib/budgets/target";
import {
  EDIT_ACTIONS,
  findValueIssue,
  toTypedEdit,
  type EditAction,
  type EditActionId,
} from "./edit-actions";

/** The state of a change before it is made: what, to what, why; with its dry run. */
export function useBudgetEditor(
  rows: readonly BudgetRow[],
  onOutcomes?: (outcomes: readonly BudgetOutcome[]) => void,
) {
  const [actionId, setAction] = useState<EditActionId>("limit");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const change = useBudgetChange();
  const action: EditAction = EDIT_ACTIONS[actionId];
  const issue = findValueIssue(actionId, value);
  const edit = toTypedEdit(actionId, value);
  const asked = useDebounced(JSON.stringify(issue === null ? edit : null));
  const preview = useQuery({
    ...budgetQueries.preview({ targets: rows.map(toTarget), edit }),
    ...(issue !== null || asked !== JSON.stringify(edit) ? { queryFn: skipToken } : {}),
  });
  const isMissingReason = reason.trim().length < 3;

  function save() {
    setHasTried(true);
    if (issue !== null || isMissingReason) return;
    const targets = rows.map((row) => ({ ...toTarget(row), expected: toBudgetFields(row) }));
    const onSuccess = ({ outcomes }: BudgetChangeResult) => onOutcomes?.(outcomes);
    change.mutate({ targets, edit, reason }, { onSuccess });
  }

  return {
    action,
    actionId,
    chooseAction: (id: EditActionId) => {
      setAction(id);
      setValue("");
      setHasTried(false);
      change.reset();
    },
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
