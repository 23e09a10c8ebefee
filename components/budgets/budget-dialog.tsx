"use client";

import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { budgetQueries, toBudgetQuestion, useBudgetUndo } from "@/lib/budgets/queries";
import type { BudgetChangeRow, BudgetRow, BudgetTarget } from "@/lib/budgets/schema";
import { formatDateTime, formatUsd } from "@/lib/format";
import { KIND_WORDS } from "./budget-columns";
import { BudgetEditor } from "./budget-editor";
import { DriftSection, ForecastSection } from "./budget-outlook";
import { PaceCell, ResetCell, StateCell, UsedCell } from "./budget-cells";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toChangeWords } from "@/lib/budgets/words";
import { useRead } from "@/lib/query/use-read";

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

const toWords = ({ before, after }: BudgetChangeRow) => toChangeWords(before, after) || "Nothing";

/** Who changed the budget, when, from what to what, and why; newest first. */
function BudgetLedger({ changes }: { changes: readonly BudgetChangeRow[] }) {
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

interface BudgetDialogProps {
  /** Null: closed. */
  target: BudgetTarget | null;
  onClose: () => void;
}

/** One budget: where it stands, the way to change it, and who changed it. */
export function BudgetDialog({ target, onClose }: BudgetDialogProps) {
  return (
    <Dialog open={target !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-2xl">{target && <Body target={target} />}</DialogContent>
    </Dialog>
  );
}

function Body({ target }: { target: BudgetTarget }) {
  const query = useRead(budgetQueries.detail.options(toBudgetQuestion(target)));
  const detail = query.data?.data;
  if (!detail) return <Missing error={query.error} onRetry={() => void query.refetch()} />;
  const { budget } = detail;
  return (
    <>
      <div className="grid gap-1">
        <DialogTitle>{budget.name}</DialogTitle>
        <DialogDescription>
          {KIND_WORDS[budget.kind]}
          {budget.kind === "agent" ? ` of ${budget.tenant_name}` : ""}
        </DialogDescription>
      </div>
      <Standing budget={budget} />
      {detail.top_up && (
        <p className="rounded-md bg-brand-soft px-3 py-2 text-sm text-brand">
          Topped up by {formatUsd(detail.top_up.amount_usd)} until{" "}
          {formatDateTime(detail.top_up.until)}; then the limit goes back to{" "}
          {formatUsd(detail.top_up.base_limit_usd)}.
        </p>
      )}
      <Section title="Forecast">
        <ForecastSection budget={budget} forecast={detail.forecast} />
      </Section>
      {detail.drift && (
        <Section title="LiteLLM's counter against its calls">
          <DriftSection drift={detail.drift} />
        </Section>
      )}
      {budget.can_edit && (
        <Section title="Change">
          <BudgetEditor rows={[budget]} />
        </Section>
      )}
      <Section title="Changes so far">
        <BudgetLedger changes={detail.changes} />
      </Section>
    </>
  );
}

function Missing({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  return (
    <>
      <DialogTitle>Budget</DialogTitle>
      <DialogDescription>{error ? "It cannot be shown." : "Reading…"}</DialogDescription>
      {error ? <ErrorNotice error={error} onRetry={onRetry} /> : <Skeleton className="h-40" />}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-t pt-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Standing({ budget }: { budget: BudgetRow }) {
  const figures = [
    ["Spent", formatUsd(budget.spend_usd)],
    ["Soft limit", formatUsd(budget.soft_limit_usd)],
    ["Hard limit", formatUsd(budget.limit_usd)],
    ["Used", <UsedCell key="used" budget={budget} />],
    ["Pace", <PaceCell key="pace" pace={budget.pace} />],
    ["Resets", <ResetCell key="reset" budget={budget} />],
  ] as const;
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted-foreground">{name}</dt>
            <dd className="flex text-sm font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <StateCell budget={budget} />
    </div>
  );
}
