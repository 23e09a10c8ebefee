"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/table/data-table";
import type { BudgetList, BudgetRow } from "@/lib/budgets/schema";
import { toBudgetColumns, type BudgetSelection } from "./budget-columns";
import { BudgetFilters } from "./budget-filters";
import { toBudgetKey } from "./use-budget-selection";
import type { BudgetsUrlState } from "./use-budgets-url-state";

interface BudgetsTableProps {
  /** Undefined while the first answer is under way. */
  list: BudgetList | undefined;
  url: BudgetsUrlState;
  selection: BudgetSelection | null;
  onOpen: (row: BudgetRow) => void;
}

/** A page of budgets, searched, narrowed, sorted and paged on the server. */
export function BudgetsTable({ list, url, selection, onOpen }: BudgetsTableProps) {
  const columns = useMemo(() => toBudgetColumns(selection, onOpen), [selection, onOpen]);
  const isNarrowed = url.q !== "" || url.state !== "all" || url.kind !== "all";
  return (
    <DataTable
      label="Budgets of tenants, agents and accounts"
      columns={columns}
      rows={list?.items ?? []}
      rowKey={toBudgetKey}
      isLoading={list === undefined}
      sort={{ columnId: url.sort, order: url.order }}
      onSortChange={url.setSort}
      pageSize={list?.page_size}
      serverPaging={{ page: url.page, total: list?.total ?? 0, onPageChange: url.setPage }}
      onOpenRow={onOpen}
      emptyTitle={isNarrowed ? "No budget is like this" : "No budgets yet"}
      emptyHint={
        isNarrowed
          ? "Try a part of the name, or another state or kind."
          : "They appear after the first sync. If you should see one, ask an administrator for access."
      }
      toolbar={<BudgetFilters url={url} counts={list?.counts} />}
    />
  );
}
