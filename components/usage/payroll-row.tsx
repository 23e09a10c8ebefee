"use client";

import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TableCell, TableRow } from "@/components/ui/table";
import type { PayrollColumn, PayrollEntry } from "./payroll-columns";

interface PayrollRowProps extends Omit<ComponentProps<"tr">, "children" | "onClick"> {
  name: ReactNode;
  entry: PayrollEntry;
  columns: readonly PayrollColumn[];
  isPicked?: boolean;
  onOpen?: () => void;
}

const NAME_CELL =
  "sticky left-0 z-1 h-10 max-w-40 border-b bg-card pr-3 pl-4 text-left font-medium whitespace-nowrap sm:max-w-52 group-hover/row:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]";

/** One line of the payroll; the name stays in sight while the figures scroll. */
export function PayrollRow(props: PayrollRowProps) {
  const { name, entry, columns, isPicked, onOpen, className, ...row } = props;

  function openUnlessOnControl(event: MouseEvent<HTMLTableRowElement>) {
    const isControl = event.target instanceof Element && event.target.closest("button, a") !== null;
    if (!isControl) onOpen?.();
  }

  return (
    <TableRow
      {...row}
      onClick={onOpen && openUnlessOnControl}
      className={cn(
        "outline-offset-[-2px]",
        onOpen && "cursor-pointer",
        isPicked && "[&>*]:bg-brand-soft",
        className,
      )}
    >
      <th scope="row" className={cn(NAME_CELL, isPicked && "bg-brand-soft")}>
        {name}
      </th>
      {columns.map((column) => (
        <TableCell
          key={column.id}
          className={cn(column.align === "right" && "text-right", "last:pr-4!", column.className)}
        >
          {column.cell(entry)}
        </TableCell>
      ))}
    </TableRow>
  );
}
