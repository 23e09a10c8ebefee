"use client";

import {
  columnVisibilityFeature,
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { compareSortValues, type TableColumn, type TableSort } from "./table-columns";

const features = tableFeatures({
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  paginatedRowModel: createPaginatedRowModel(),
  sortedRowModel: createSortedRowModel(),
});

/** Where the server sorts and pages, the rows are one page and this says which. `page` counts from 1. */
export interface ServerPaging {
  page: number;
  total: number;
  onPageChange: (page: number) => void;
}

export interface DataTableState<T> {
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Left away where the order is given. */
  sort?: TableSort | null;
  onSortChange?: (sort: TableSort) => void;
  pageSize: number;
  serverPaging?: ServerPaging;
}

function toColumnDefs<T extends object>(
  columns: readonly TableColumn<T>[],
  isDescending: boolean,
): ColumnDef<typeof features, T>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: T) => column.sortValue?.(row) ?? null,
    enableSorting: column.sortValue !== undefined || column.isSortable === true,
    sortFn: (left, right, columnId) =>
      compareSortValues(
        left.getValue<number | string | null>(columnId),
        right.getValue<number | string | null>(columnId),
        isDescending ? -1 : 1,
      ),
  }));
}

function toFirstVisibility<T>(columns: readonly TableColumn<T>[]): Record<string, boolean> {
  return Object.fromEntries(columns.map((column) => [column.id, !column.isHiddenAtFirst]));
}

/** TanStack Table with what our tables need: a controlled sort, pages of 20, column choice. */
export function useDataTable<T extends object>(options: DataTableState<T>) {
  const { columns, rows, rowKey, sort = null, onSortChange, pageSize, serverPaging } = options;
  const [clientPage, setClientPage] = useState(0);
  const [columnVisibility, setColumnVisibility] = useState(() => toFirstVisibility(columns));
  const isDescending = sort?.order === "desc";
  const columnDefs = useMemo(() => toColumnDefs(columns, isDescending), [columns, isDescending]);
  const data = useMemo(() => [...rows], [rows]);
  const total = serverPaging?.total ?? rows.length;
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(serverPaging ? serverPaging.page - 1 : clientPage, pageCount - 1);

  const table = useTable({
    features,
    columns: columnDefs,
    data,
    getRowId: rowKey,
    manualSorting: serverPaging !== undefined,
    manualPagination: serverPaging !== undefined,
    autoResetPageIndex: false,
    enableSortingRemoval: false,
    enableMultiSort: false,
    pageCount,
    state: {
      columnVisibility,
      sorting: sort ? [{ id: sort.columnId, desc: isDescending }] : [],
      pagination: { pageIndex: page, pageSize },
    },
    onColumnVisibilityChange: setColumnVisibility,
  });

  function toggleSort(column: TableColumn<T>) {
    const first = column.firstOrder ?? (column.align === "right" ? "desc" : "asc");
    const flipped = sort?.order === "asc" ? "desc" : "asc";
    onSortChange?.({ columnId: column.id, order: sort?.columnId === column.id ? flipped : first });
  }

  return {
    table,
    visibleColumns: columns.filter((column) => columnVisibility[column.id] !== false),
    setColumnVisible: (columnId: string, isVisible: boolean) =>
      setColumnVisibility((current) => ({ ...current, [columnId]: isVisible })),
    rows: table.getRowModel().rows.map((row) => row.original),
    toggleSort,
    paging: {
      page: page + 1,
      pageCount,
      pageSize,
      total,
      onPageChange: serverPaging?.onPageChange ?? ((next: number) => setClientPage(next - 1)),
    },
  };
}
