import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { ScrollRegion } from "./scroll-region";

export interface FiguresRow {
  id: string;
  name: ReactNode;
  /** Ready to read, one for each column after the first. */
  cells: readonly string[];
}

interface FiguresTableProps {
  caption: string;
  /** The first names the rows; the others carry their unit. */
  columns: readonly string[];
  rows: readonly FiguresRow[];
  total?: FiguresRow;
  height: number;
}

/** The figures of a chart as a real table, with their total where they have one; scrolls inside the chart's height. */
export function FiguresTable({ caption, columns, rows, total, height }: FiguresTableProps) {
  return (
    <ScrollRegion
      label={`${caption}, as a table`}
      className="-mx-4 overflow-auto"
      style={{ maxHeight: height }}
    >
      <Table>
        <TableCaption>{caption}</TableCaption>
        <TableHeader>
          <tr>
            {columns.map((column, index) => (
              <TableHead
                key={column}
                scope="col"
                className={cn(
                  "sticky top-0 z-1",
                  index === 0 ? "left-0 z-2 pl-4" : "px-2! text-right! last:pr-4!",
                )}
              >
                {column}
              </TableHead>
            ))}
          </tr>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <FigureCells row={row} />
            </TableRow>
          ))}
        </TableBody>
        {total && (
          <TableFooter className="sticky bottom-0 z-1 bg-card">
            <tr>
              <FigureCells row={total} />
            </tr>
          </TableFooter>
        )}
      </Table>
    </ScrollRegion>
  );
}

function FigureCells({ row }: { row: FiguresRow }) {
  return (
    <>
      <th
        scope="row"
        className="sticky left-0 h-9 max-w-40 truncate border-b bg-card pr-3 pl-4 text-left font-normal whitespace-nowrap in-[tfoot]:font-medium"
      >
        {row.name}
      </th>
      {row.cells.map((cell, index) => (
        <TableCell key={index} className="h-9! px-2! text-right last:pr-4!">
          {cell}
        </TableCell>
      ))}
    </>
  );
}
