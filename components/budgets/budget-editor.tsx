"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { useBudgetUndo } from "@/lib/budgets/queries";
import type {
  BudgetChangeResult,
  BudgetOutcome,
  BudgetPreview,
  BudgetRow,
} from "@/lib/budgets/schema";
import { EditFields } from "./edit-fields";
import { useBudgetEditor } from "./use-budget-editor";
import { ArrowRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { FIELD_NAMES, listChangedFields, toFieldWords } from "./field-words";

const OUTCOMES = {
  done: { tone: "success", words: "Done" },
  unchanged: { tone: "neutral", words: "Unchanged" },
  conflict: { tone: "warning", words: "Conflict" },
  refused: { tone: "danger", words: "Refused" },
  invalid: { tone: "danger", words: "Not possible" },
  failed: { tone: "danger", words: "Failed" },
  unclear: { tone: "warning", words: "Unclear" },
} as const;

/** What an edit would do to each budget: from, to, and what that means. */
function ChangePreview({ rows }: { rows: readonly BudgetPreview[] }) {
  const isMany = rows.length > 1;
  return (
    <ul className="grid gap-2" aria-label="What this does">
      {rows.map((row) => (
        <li key={`${row.kind} ${row.tenant_id} ${row.id}`} className="rounded-md border px-3 py-2">
          {isMany && <p className="truncate text-sm font-medium">{row.name}</p>}
          {listChangedFields(row.before, row.after).map((field) => (
            <p key={field} className="flex flex-wrap items-center gap-x-1.5 text-sm">
              <span className="text-muted-foreground">{FIELD_NAMES[field]}</span>
              {toFieldWords(field, row.before[field])}
              <ArrowRight aria-label="to" className="size-3.5 text-muted-foreground" />
              <span className="font-medium">{toFieldWords(field, row.after[field])}</span>
            </p>
          ))}
          {row.issues.map((issue) => (
            <p key={issue.rule} className="text-xs text-danger">
              This {issue.rule}.
            </p>
          ))}
          {row.issues.length === 0 &&
            row.notes.map((note) => (
              <p key={note} className="text-xs text-muted-foreground">
                {note}
              </p>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** What became of each budget. */
function ChangeOutcomes({ outcomes }: { outcomes: readonly BudgetOutcome[] }) {
  return (
    <ul className="grid gap-1" aria-label="What became of each" aria-live="polite">
      {outcomes.map((row) => (
        <li
          key={`${row.kind} ${row.tenant_id} ${row.id}`}
          className="flex items-baseline gap-2 text-sm"
        >
          <Badge tone={OUTCOMES[row.outcome].tone}>{OUTCOMES[row.outcome].words}</Badge>
          <span className="font-medium">{row.name}</span>
          <span className="text-xs text-muted-foreground">{row.message}</span>
        </li>
      ))}
    </ul>
  );
}

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
