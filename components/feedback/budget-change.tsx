import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { listMoved } from "@/lib/budgets/fields";
import type { BudgetOutcome, BudgetPreview } from "@/lib/budgets/schema";
import { toBudgetKey } from "@/lib/budgets/target";
import { FIELD_NAMES, toFieldWords, toPreviewNotes } from "@/lib/budgets/words";

interface ChangePreviewProps<T extends BudgetPreview> {
  rows: readonly T[];
  /** What stands above each; nothing where it is clear which budget is meant. */
  renderName?: (row: T) => ReactNode;
}

/** What an edit would do to each budget: from, to, and what that means. */
export function ChangePreview<T extends BudgetPreview>(props: ChangePreviewProps<T>) {
  return (
    <ul className="grid gap-2" aria-label="What this does">
      {props.rows.map((row) => (
        <li key={toBudgetKey(row)} className="rounded-md border px-3 py-2">
          {props.renderName && (
            <p className="truncate text-sm font-medium">{props.renderName(row)}</p>
          )}
          {listMoved(row.before, row.after).map((field) => (
            <p key={field} className="flex flex-wrap items-center gap-x-1.5 text-sm">
              <span className="text-muted-foreground">{FIELD_NAMES[field]}</span>
              {toFieldWords(field, row.before[field])}
              <ArrowRight aria-label="to" className="size-3.5 text-muted-foreground" />
              <span className="font-medium">{toFieldWords(field, row.after[field])}</span>
            </p>
          ))}
          {row.issues.map(({ rule }) => (
            <p key={rule} className="text-xs text-danger">
              This {rule}.
            </p>
          ))}
          {row.issues.length === 0 &&
            toPreviewNotes(row).map((note) => (
              <p key={note} className="text-xs text-muted-foreground">
                {note}
              </p>
            ))}
        </li>
      ))}
    </ul>
  );
}

const OUTCOMES = {
  done: { tone: "success", words: "Done" },
  unchanged: { tone: "neutral", words: "Unchanged" },
  conflict: { tone: "warning", words: "Conflict" },
  refused: { tone: "danger", words: "Refused" },
  invalid: { tone: "danger", words: "Not possible" },
  failed: { tone: "danger", words: "Failed" },
  unclear: { tone: "warning", words: "Unclear" },
} as const;

/** What became of each budget. */
export function ChangeOutcomes({ outcomes }: { outcomes: readonly BudgetOutcome[] }) {
  return (
    <ul className="grid gap-1" aria-label="What became of each" aria-live="polite">
      {outcomes.map((row) => (
        <li key={toBudgetKey(row)} className="flex items-baseline gap-2 text-sm">
          <Badge tone={OUTCOMES[row.outcome].tone}>{OUTCOMES[row.outcome].words}</Badge>
          <span className="font-medium">{row.name}</span>
          <span className="text-xs text-muted-foreground">{row.message}</span>
        </li>
      ))}
    </ul>
  );
}
