import { ArrowRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { BudgetOutcome, BudgetPreview } from "@/lib/budgets/schema";
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
export function ChangePreview({ rows }: { rows: readonly BudgetPreview[] }) {
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
export function ChangeOutcomes({ outcomes }: { outcomes: readonly BudgetOutcome[] }) {
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
