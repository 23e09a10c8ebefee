import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { TableHead } from "@/components/ui/table";
import type { TableColumn, TableSort } from "./table-columns";

interface TableHeaderCellProps<T> {
  column: TableColumn<T>;
  sort?: TableSort | null;
  onSort: () => void;
  className?: string;
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** A column's heading; where it sorts, a button, with the order in `aria-sort`. */
export function TableHeaderCell<T>({ column, sort, onSort, className }: TableHeaderCellProps<T>) {
  const order = sort?.columnId === column.id ? sort.order : null;
  const isRight = column.align === "right";
  const isSortable = column.sortValue !== undefined || column.isSortable === true;
  const Icon = order === "asc" ? ArrowUp : order === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead
      scope="col"
      aria-sort={order ? ARIA_SORT[order] : undefined}
      className={cn(isRight && "text-right!", className)}
    >
      {isSortable ? (
        <button
          type="button"
          title={column.hint}
          onClick={onSort}
          className={cn(
            "group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 py-1 hover:text-foreground",
            isRight && "flex-row-reverse",
            order && "text-foreground",
          )}
        >
          {column.header}
          <Icon
            aria-hidden
            className={cn(
              "size-3",
              !order && "opacity-0 group-hover/sort:opacity-70 group-focus-visible/sort:opacity-70",
            )}
          />
        </button>
      ) : (
        <span title={column.hint}>{column.header}</span>
      )}
    </TableHead>
  );
}
