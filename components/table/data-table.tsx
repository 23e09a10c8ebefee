"use client";

import type { ReactNode } from "react";
import { EmptyState } from "@/components/feedback/empty-state";
import { cn } from "@/components/ui/cn";
import { Table, TableCaption, TableHeader } from "@/components/ui/table";
import { TableHeaderCell } from "./table-header-cell";
import { TableRows } from "./table-rows";
import { TableViewMenu } from "./table-view-menu";
import { type DataTableState, useDataTable } from "./use-data-table";
import { useFitsWidth } from "./use-fits-width";
import { useTableDensity } from "./use-table-density";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";

export const TABLE_PAGE_SIZE = 20;

/** Rows without anything to focus leave the frame itself as the one place from which keys can scroll. */
const KEYBOARD_SCROLLABLE = { role: "group", tabIndex: 0 } as const;

interface DataTableProps<T> extends Omit<DataTableState<T>, "pageSize"> {
  /** Names the table for screen readers. */
  label: string;
  pageSize?: number;
  /** Rows that keep their place after the sorted ones on every page, such as an exact "Other". */
  tailRows?: readonly T[];
  onOpenRow?: (row: T) => void;
  /** Left of the density and column menu: a search box, say. */
  toolbar?: ReactNode;
  isLoading?: boolean;
  emptyTitle?: string;
  emptyHint?: ReactNode;
  /** False leaves "Showing X–Y of Z" away, where the table is a fixed list. */
  hasPaging?: boolean;
}

/** A table with sort, pages, density, column choice, row focus by key, and a first column that stays. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { rowKey, onOpenRow, isLoading = false, tailRows = [], hasPaging = true } = props;
  const state = useDataTable({ ...props, pageSize: props.pageSize ?? TABLE_PAGE_SIZE });
  const [density] = useTableDensity();
  const [frame, fits] = useFitsWidth();
  const columns = state.visibleColumns;
  const rows = [...state.rows, ...tailRows];
  const isEmpty = !isLoading && rows.length === 0;

  return (
    <div className="flex min-w-0 flex-col">
      <div className="flex items-center gap-2 px-4 pb-2 first:pt-3">
        <div className="min-w-0 flex-1">{props.toolbar}</div>
        <TableViewMenu
          columns={props.columns.slice(1).map((column) => ({
            id: column.id,
            header: column.header,
            isVisible: columns.includes(column),
          }))}
          onColumnChange={state.setColumnVisible}
        />
      </div>
      <div className="@container border-t">
        <div
          ref={frame}
          {...(!fits && { ...KEYBOARD_SCROLLABLE, "aria-label": props.label })}
          className={cn("overflow-x-auto", fits && "@min-[1280px]:overflow-x-visible")}
        >
          <Table
            aria-busy={isLoading}
            className={cn(density === "compact" && "text-[0.8125rem] [&_td]:h-8")}
          >
            <TableCaption>{props.label}</TableCaption>
            <TableHeader>
              <tr>
                {columns.map((column, index) => (
                  <TableHeaderCell
                    key={column.id}
                    column={column}
                    sort={props.sort}
                    onSort={() => state.toggleSort(column)}
                    className={cn(
                      "sticky top-0",
                      fits && "@min-[1280px]:top-(--sticky-top,0px)",
                      index === 0 ? "left-0 z-3 pl-4!" : "z-2",
                      column.className,
                    )}
                  />
                ))}
              </tr>
            </TableHeader>
            <TableRows {...{ columns, rows, rowKey, onOpenRow, isLoading }} />
          </Table>
        </div>
      </div>
      {isEmpty && <NoRows {...props} />}
      {hasPaging && !isEmpty && !isLoading && (
        <TablePagination {...state.paging} label={props.label} />
      )}
    </div>
  );
}

/** Why there are no rows; past the end of a list that is another reason than on its first page. */
function NoRows<T>({
  serverPaging,
  emptyTitle = "Nothing here",
  emptyHint,
}: Pick<DataTableProps<T>, "serverPaging" | "emptyTitle" | "emptyHint">) {
  if (!serverPaging || serverPaging.page <= 1) {
    return <EmptyState title={emptyTitle} hint={emptyHint} />;
  }
  return (
    <EmptyState
      title={`There is no page ${formatCount(serverPaging.page)}`}
      hint="The list ends before it."
      action={
        <Button variant="outline" size="sm" onClick={() => serverPaging.onPageChange(1)}>
          First page
        </Button>
      }
    />
  );
}

interface Paging {
  /** Counts from 1. */
  page: number;
  pageCount: number;
  pageSize: number;
  total: number;
  onPageChange: (page: number) => void;
}

/** `Showing 1–20 of 1,000` and the way to the other pages. */
function TablePagination(props: Paging & { label: string }) {
  const { page, pageCount, pageSize, total, onPageChange } = props;
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav
      aria-label={`Pages: ${props.label}`}
      className="flex items-center gap-2 px-4 py-2 text-xs text-muted-foreground"
    >
      <p aria-live="polite" className="flex-1">
        Showing {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </p>
      {pageCount > 1 && (
        <>
          <span>
            Page {formatCount(page)} of {formatCount(pageCount)}
          </span>
          <Button
            variant="outline"
            size="icon-sm"
            aria-label="Previous page"
            disabled={page <= 1}
            onClick={() => onPageChange(page - 1)}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <Button
            variant="outline"
            size="icon-sm"
            aria-label="Next page"
            disabled={page >= pageCount}
            onClick={() => onPageChange(page + 1)}
          >
            <ChevronRight aria-hidden />
          </Button>
        </>
      )}
    </nav>
  );
}
