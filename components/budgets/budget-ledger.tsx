"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useBudgetUndo } from "@/lib/budgets/queries";
import type { BudgetChangeRow } from "@/lib/budgets/schema";
import { formatDateTime } from "@/lib/format";
import { FIELD_NAMES, listChangedFields, toFieldWords } from "./field-words";

const ORIGINS: Record<string, string> = {
  undo: "taken back",
  "top-up": "top-up",
  "top-up-end": "top-up over",
  profile: "from a profile",
};
const MARKS = {
  done: null,
  writing: { tone: "warning", words: "Interrupted" },
  refused: { tone: "danger", words: "Not taken over" },
  unclear: { tone: "warning", words: "Unclear" },
} as const;

function toWords(change: BudgetChangeRow): string {
  const fields = listChangedFields(change.before, change.after);
  if (fields.length === 0) return "Nothing";
  return fields
    .map((field) => {
      const from = toFieldWords(field, change.before[field]);
      return `${FIELD_NAMES[field]}: ${from} → ${toFieldWords(field, change.after[field])}`;
    })
    .join(", ");
}

/** Who changed the budget, when, from what to what, and why; newest first. */
export function BudgetLedger({ changes }: { changes: readonly BudgetChangeRow[] }) {
  const undo = useBudgetUndo();
  if (changes.length === 0) {
    return (
      <p className="text-sm text-muted-foreground">
        Nothing was changed from here yet. Changes made in LiteLLM itself are not in this list.
      </p>
    );
  }
  return (
    <div className="grid gap-2">
      {undo.error && <ErrorNotice error={undo.error} keptAsOf={null} className="mx-0" />}
      <ol className="grid gap-2" aria-label="Changes, newest first">
        {changes.map((change) => (
          <li key={change.id} className="flex items-start gap-3 border-t pt-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{toWords(change)}</p>
              <p className="text-xs text-muted-foreground">
                {formatDateTime(change.at)} · {change.actor}
                {ORIGINS[change.origin] ? ` · ${ORIGINS[change.origin]}` : ""}
                {change.reason ? ` · “${change.reason}”` : ""}
              </p>
              {change.error && <p className="text-xs text-danger">{change.error}</p>}
            </div>
            {MARKS[change.outcome] && (
              <Badge tone={MARKS[change.outcome]?.tone}>{MARKS[change.outcome]?.words}</Badge>
            )}
            {change.can_undo && (
              <Button
                variant="outline"
                size="sm"
                disabled={undo.isPending}
                aria-label={`Undo: ${toWords(change)}`}
                onClick={() => undo.mutate({ batch_id: change.batch_id })}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
