"use client";

import { ChangeOutcomes, ChangePreview } from "@/components/feedback/budget-change";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { MoneyField } from "@/components/filters/money-field";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { useBudgetUndo } from "@/lib/budgets/queries";
import type { BudgetChangeResult, BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { EDIT_ACTIONS, type EditActionId } from "./edit-actions";
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
      <EditFields editor={editor} />
      {preview?.error && <ErrorNotice error={preview.error} keptAsOf={null} className="mx-0" />}
      {preview?.data && !change.data && (
        <ChangePreview
          rows={preview.data.rows}
          renderName={rows.length > 1 ? (row) => row.name : undefined}
        />
      )}
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

const ACTION_WORDS = Object.fromEntries(
  Object.entries(EDIT_ACTIONS).map(([id, { label }]) => [id, label]),
) as Record<EditActionId, string>;
const PERIODS = ["1d", "7d", "30d", "1mo"];

/** What to change, to what, and why. */
function EditFields({ editor }: { editor: ReturnType<typeof useBudgetEditor> }) {
  const { action, actionId, value, setValue, valueIssue } = editor;
  const field = action.field && {
    ...{ label: action.field.label, help: action.field.help },
    ...{ value, onChange: setValue, issue: valueIssue },
  };
  const isPeriod = action.field?.kind === "duration";
  return (
    <>
      <SelectField
        label="What to change"
        value={actionId}
        onChange={editor.chooseAction}
        options={ACTION_WORDS}
      />
      {field && action.field?.kind === "usd" && <MoneyField key={actionId} {...field} />}
      {field && action.field?.kind !== "usd" && (
        <TextField
          {...field}
          inputMode={isPeriod ? "text" : "decimal"}
          autoComplete="off"
          list={isPeriod ? "budget-periods" : undefined}
        />
      )}
      <datalist id="budget-periods">
        {PERIODS.map((period) => (
          <option key={period} value={period} />
        ))}
      </datalist>
      <TextField
        label="Why"
        help="Kept with the change, for whoever asks later."
        value={editor.reason}
        onChange={editor.setReason}
        issue={editor.reasonIssue}
        maxLength={500}
      />
    </>
  );
}

interface ChangeResultProps {
  result: BudgetChangeResult;
  onOutcomes: TellOutcomes | undefined;
}

function ChangeResult({ result, onOutcomes }: ChangeResultProps) {
  const undo = useBudgetUndo();
  const isUndoable = result.outcomes.some((row) => row.outcome === "done");
  const takeBack = () =>
    undo.mutate(
      { batch_id: result.batch_id },
      { onSuccess: ({ outcomes }) => onOutcomes?.(outcomes) },
    );
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
          onClick={takeBack}
        >
          {undo.isPending ? "Taking back…" : "Undo"}
        </Button>
      )}
    </div>
  );
}
