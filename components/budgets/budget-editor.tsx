"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { useBudgetUndo } from "@/lib/budgets/queries";
import type { BudgetChangeResult, BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { ChangeOutcomes, ChangePreview } from "./change-preview";
import { EditFields } from "./edit-fields";
import { useBudgetEditor } from "./use-budget-editor";

type TellOutcomes = (outcomes: readonly BudgetOutcome[]) => void;

interface BudgetEditorProps {
  rows: readonly BudgetRow[];
  /** Where the rows are not read again after a change. */
  onOutcomes?: TellOutcomes;
}

/** Changes one budget or many: what, why, a dry run, what became of it, and the way back. */
export function BudgetEditor({ rows, onOutcomes }: BudgetEditorProps) {
  const editor = useBudgetEditor(rows, onOutcomes);
  const { change, preview } = editor;
  const possible = preview?.data?.rows.filter((row) => row.issues.length === 0).length;
  const noun = rows.length === 1 ? "budget" : `${rows.length} budgets`;
  return (
    <form
      className="grid gap-3"
      aria-label={`Change ${noun}`}
      onSubmit={(event) => {
        event.preventDefault();
        editor.save();
      }}
    >
      <EditFields
        action={editor.action}
        onAction={editor.chooseAction}
        value={editor.value}
        onValue={editor.setValue}
        reason={editor.reason}
        onReason={editor.setReason}
        issue={editor.valueIssue}
        reasonIssue={editor.reasonIssue}
      />
      {preview?.error && <ErrorNotice error={preview.error} keptAsOf={null} className="mx-0" />}
      {preview?.data && !change.data && <ChangePreview rows={preview.data.rows} />}
      {change.error && <ErrorNotice error={change.error} keptAsOf={null} className="mx-0" />}
      {change.data && <ChangeResult result={change.data} onOutcomes={onOutcomes} />}
      <div className="flex justify-end">
        {change.data ? (
          // Saving twice would raise by a percentage twice.
          <Button variant="outline" onClick={() => change.reset()}>
            Change again
          </Button>
        ) : (
          <Button type="submit" disabled={change.isPending || possible === 0}>
            {change.isPending ? "Saving in LiteLLM…" : `Save ${noun}`}
          </Button>
        )}
      </div>
    </form>
  );
}

interface ChangeResultProps {
  result: BudgetChangeResult;
  onOutcomes: TellOutcomes | undefined;
}

function ChangeResult({ result, onOutcomes }: ChangeResultProps) {
  const undo = useBudgetUndo();
  const isUndoable = result.outcomes.some((row) => row.outcome === "done");
  return (
    <div className="grid gap-2 rounded-md bg-muted/60 px-3 py-2">
      <ChangeOutcomes outcomes={undo.data?.outcomes ?? result.outcomes} />
      {undo.error && <ErrorNotice error={undo.error} keptAsOf={null} className="mx-0" />}
      {undo.data && <p className="text-xs text-muted-foreground">Taken back.</p>}
      {isUndoable && !undo.data && (
        <Button
          variant="outline"
          size="sm"
          className="justify-self-start"
          disabled={undo.isPending}
          onClick={() =>
            undo.mutate(
              { batch_id: result.batch_id },
              { onSuccess: ({ outcomes }) => onOutcomes?.(outcomes) },
            )
          }
        >
          {undo.isPending ? "Taking back…" : "Undo"}
        </Button>
      )}
    </div>
  );
}
