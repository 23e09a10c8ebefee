"use client";

import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { QueryError } from "@/components/feedback/query-error";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { Panel } from "@/components/feedback/panel";
import { useDebounced } from "@/components/filters/use-debounced";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { Button } from "@/components/ui/button";
import { budgetQueries, MAX_CHANGED, type BudgetListScope } from "@/lib/budgets/queries";
import { BudgetDialog } from "./budget-dialog";
import { parseBudgetParam, toBudgetScope } from "./budgets-search-params";
import { BudgetsTable } from "./budgets-table";
import { useBudgetSelection } from "./use-budget-selection";
import { useBudgetsUrlState } from "./use-budgets-url-state";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { formatCount, formatCountOf } from "@/lib/format";
import { BudgetEditor } from "./budget-editor";
import { useRead } from "@/lib/query/use-read";

/** Every budget the viewer may see: how far it is used, when it resets, and the way to change it. */
export function BudgetsView() {
  const url = useBudgetsUrlState();
  const scope = { ...toBudgetScope(url), q: useDebounced(url.q.trim()) };
  const query = useRead(budgetQueries.list.options(scope));
  const { data: answer, error, isFetching } = query;
  const [isBulkOpen, setBulkOpen] = useState(false);
  const { rows: chosen, selection, add, takeOver, clear } = useBudgetSelection();
  const all = useAllOfFilter(scope, add);
  const opened = parseBudgetParam(url.budget);
  const retry = () => void query.refetch();
  const controls = {
    freshness: <FreshnessBadge snapshot={answer?.snapshot} />,
    refresh: <RefreshButton isRefreshing={isFetching} onRefresh={retry} />,
    filters: (
      <Button asChild variant="outline">
        <Link href="/budgets/profiles">Profiles</Link>
      </Button>
    ),
    export: (
      <Button asChild variant="outline">
        <a href={budgetQueries.list.toCsvPath(scope)} download>
          <Download aria-hidden className="text-muted-foreground" />
          Export CSV
        </a>
      </Button>
    ),
  };
  return (
    <>
      <PageHeader title="Budgets" controls={controls} />
      <PageBody>
        <Panel title="Budgets" isTitleHidden isFlush isReloading={isFetching && !!answer}>
          <QueryError query={query} className={answer && "mt-3"} />
          <SelectionBar
            count={chosen.length}
            total={answer?.data.total ?? 0}
            all={all}
            onChange={() => setBulkOpen(true)}
            onClear={clear}
          />
          {(answer !== undefined || !error) && (
            <BudgetsTable
              list={answer?.data}
              url={url}
              selection={answer?.data.can_edit_any ? selection : null}
              onOpen={url.open}
            />
          )}
        </Panel>
      </PageBody>
      <BudgetDialog target={opened} onClose={url.close} />
      <BulkDialog
        rows={chosen}
        isOpen={isBulkOpen}
        onClose={() => setBulkOpen(false)}
        onOutcomes={takeOver}
      />
    </>
  );
}

interface BulkDialogProps {
  rows: readonly BudgetRow[];
  isOpen: boolean;
  onClose: () => void;
  onOutcomes: (outcomes: readonly BudgetOutcome[]) => void;
}

/** One change for many budgets: a dry run first, then row by row, and one way back. */
function BulkDialog({ rows, isOpen, onClose, onOutcomes }: BulkDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl">
        <DialogTitle>Change {formatCountOf(rows.length, "budget")}</DialogTitle>
        <DialogDescription>
          Each is changed for itself; one that cannot be changed leaves the others alone.
        </DialogDescription>
        <BudgetEditor rows={rows} onOutcomes={onOutcomes} />
      </DialogContent>
    </Dialog>
  );
}

/** Ticks what the filter leaves, over its pages, as many as one change may take. */
function useAllOfFilter(
  scope: BudgetListScope,
  onFound: (rows: readonly BudgetRow[]) => void,
): AllOfFilter {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (total: number) => {
      const rows: BudgetRow[] = [];
      for (let page = 1; rows.length < Math.min(total, MAX_CHANGED); page += 1) {
        const { data } = await client.fetchQuery(budgetQueries.list.options({ ...scope, page }));
        if (data.items.length === 0) break;
        rows.push(...data.items);
      }
      return rows.slice(0, MAX_CHANGED).filter((row) => row.can_edit);
    },
    onSuccess: onFound,
  });
}

type AllOfFilter = UseMutationResult<BudgetRow[], Error, number>;

interface SelectionBarProps {
  count: number;
  /** What the filter leaves. */
  total: number;
  all: AllOfFilter;
  onChange: () => void;
  onClear: () => void;
}

/** What can be done with the ticked budgets. */
function SelectionBar({ count, total, all, onChange, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b bg-brand-soft px-4 py-2 text-sm"
    >
      <p className="flex-1 font-medium text-brand">{formatCountOf(count, "budget")} selected</p>
      {all.error && <p className="text-danger">{all.error.message}</p>}
      {count < Math.min(total, MAX_CHANGED) && (
        <Button
          size="sm"
          variant="outline"
          disabled={all.isPending}
          onClick={() => all.mutate(total)}
        >
          {total > MAX_CHANGED
            ? `Select the first ${MAX_CHANGED} of ${formatCount(total)}`
            : `Select all ${formatCount(total)} of this filter`}
        </Button>
      )}
      <Button size="sm" onClick={onChange}>
        Change…
      </Button>
      <Button size="sm" variant="outline" onClick={onClear}>
        Clear selection
      </Button>
    </div>
  );
}
