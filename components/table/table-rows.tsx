"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { TableBody, TableCell, TableFooter, TableRow } from "@/components/ui/table";
import type { TableColumn } from "./table-columns";
import { useRowFocus } from "./use-row-focus";

const FIRST_COLUMN =
  "sticky left-0 z-1 bg-card pl-4! group-hover/row:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]";
const LOADING_ROWS = 8;

interface TableRowsProps<T> {
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  onOpenRow?: (row: T) => void;
  isLoading?: boolean;
}

/** The body and the total line. One row takes the focus, arrows move it, Enter opens it. */
export function TableRows<T>({ columns, rows, rowKey, onOpenRow, isLoading }: TableRowsProps<T>) {
  const getRowFocus = useRowFocus(rows.length, (index) => {
    const row = rows[index];
    if (row !== undefined) onOpenRow?.(row);
  });
  if (isLoading) return <LoadingRows columns={columns} />;
  const hasTotal = columns.some((column) => column.total !== undefined) && rows.length > 0;
  return (
    <>
      <TableBody>
        {rows.map((row, index) => (
          <TableRow key={rowKey(row)} className="-outline-offset-2" {...getRowFocus(index)}>
            <RowCells columns={columns} render={(column) => column.cell(row)} />
          </TableRow>
        ))}
      </TableBody>
      {hasTotal && (
        <TableFooter>
          <TableRow>
            <RowCells columns={columns} render={(column) => column.total} />
          </TableRow>
        </TableFooter>
      )}
    </>
  );
}

interface RowCellsProps<T> {
  columns: readonly TableColumn<T>[];
  render: (column: TableColumn<T>) => ReactNode;
}

function RowCells<T>({ columns, render }: RowCellsProps<T>) {
  return columns.map((column, position) => (
    <TableCell
      key={column.id}
      className={cn(
        column.align === "right" && "text-right",
        position === 0 && FIRST_COLUMN,
        column.className,
      )}
    >
      {render(column)}
    </TableCell>
  ));
}

function LoadingRows<T>({ columns }: { columns: readonly TableColumn<T>[] }) {
  return (
    <TableBody>
      {Array.from({ length: LOADING_ROWS }, (_, row) => (
        <TableRow key={row}>
          <RowCells
            columns={columns}
            render={(column) => (
              <Skeleton
                className={cn(
                  "h-4",
                  column.align === "right" && "ml-auto",
                  column === columns[0] ? "w-36 max-w-full" : "w-16",
                )}
              />
            )}
          />
        </TableRow>
      ))}
    </TableBody>
  );
}
