"use client";

import type { ReactNode } from "react";
import { EmptyState } from "@/components/feedback/empty-state";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableFooter,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { TableColumn } from "./table-columns";
import { TableHeaderCell } from "./table-header-cell";
import { TablePagination } from "./table-pagination";
import { TableViewMenu } from "./table-view-menu";
import { useDataTable, type DataTableState } from "./use-data-table";
import { useRowFocus } from "./use-row-focus";
import { useTableDensity } from "./use-table-density";

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
  /** Leaves "Showing X–Y of Z" away where the table is a fixed list. */
  hasPaging?: boolean;
}

const FIRST_COLUMN =
  "sticky left-0 z-1 bg-card group-hover/row:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]";

/** A table with sort, pages, density, column choice, row focus by key, and a first column that stays. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const {
    label,
    rowKey,
    onOpenRow,
    pageSize = 20,
    tailRows = [],
    isLoading,
    hasPaging = true,
  } = props;
  const state = useDataTable({ ...props, pageSize });
  const [density] = useTableDensity();
  const rows = [...state.rows, ...tailRows];
  const getRowFocus = useRowFocus(rows.length, (index) => {
    const row = rows[index];
    if (row !== undefined) onOpenRow?.(row);
  });
  const columns = state.visibleColumns;
  const isDense = density === "compact";
  const hasTotal = columns.some((column) => column.total !== undefined) && rows.length > 0;
  const isNothing = !isLoading && rows.length === 0;

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
      <div className="overflow-x-auto border-t xl:overflow-x-visible">
        <Table aria-busy={isLoading} className={cn(isDense && "text-[0.8125rem] [&_td]:h-8")}>
          <TableCaption>{label}</TableCaption>
          <TableHeader>
            <tr>
              {columns.map((column, index) => (
                <TableHeaderCell
                  key={column.id}
                  column={column}
                  sort={props.sort}
                  onSort={() => state.toggleSort(column)}
                  className={cn(
                    "sticky top-0 z-2 xl:top-(--sticky-top,0px)",
                    index === 0 && "left-0 z-3 pl-4",
                    column.className,
                  )}
                />
              ))}
            </tr>
          </TableHeader>
          <TableBody>
            {isLoading ? (
              <LoadingRows columns={columns} />
            ) : (
              rows.map((row, index) => (
                <TableRow
                  key={rowKey(row)}
                  className="outline-offset-[-2px]"
                  {...getRowFocus(index)}
                >
                  {columns.map((column, position) => (
                    <BodyCell key={column.id} column={column} isFirst={position === 0}>
                      {column.cell(row)}
                    </BodyCell>
                  ))}
                </TableRow>
              ))
            )}
          </TableBody>
          {hasTotal && (
            <TableFooter>
              <TableRow>
                {columns.map((column, position) => (
                  <BodyCell key={column.id} column={column} isFirst={position === 0}>
                    {column.total}
                  </BodyCell>
                ))}
              </TableRow>
            </TableFooter>
          )}
        </Table>
      </div>
      {isNothing && (
        <EmptyState title={props.emptyTitle ?? "Nothing here"} hint={props.emptyHint} />
      )}
      {hasPaging && !isNothing && !isLoading && <TablePagination {...state.paging} />}
    </div>
  );
}

interface BodyCellProps<T> {
  column: TableColumn<T>;
  isFirst: boolean;
  children: ReactNode;
}

function BodyCell<T>({ column, isFirst, children }: BodyCellProps<T>) {
  return (
    <TableCell
      className={cn(
        column.align === "right" && "text-right",
        isFirst && cn(FIRST_COLUMN, "pl-4"),
        column.className,
      )}
    >
      {children}
    </TableCell>
  );
}

function LoadingRows<T>({ columns }: { columns: readonly TableColumn<T>[] }) {
  return Array.from({ length: 8 }, (_, row) => (
    <TableRow key={row}>
      {columns.map((column, position) => (
        <BodyCell key={column.id} column={column} isFirst={position === 0}>
          <Skeleton
            className={cn(
              "h-4 w-16",
              column.align === "right" && "ml-auto",
              position === 0 && "w-36",
            )}
          />
        </BodyCell>
      ))}
    </TableRow>
  ));
}
