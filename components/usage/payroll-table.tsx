"use client";

import { cn } from "@/components/ui/cn";
import { Table, TableCaption, TableFooter, TableHeader } from "@/components/ui/table";
import type { SortOrder } from "@/components/table/table-columns";
import { TableHeaderCell } from "@/components/table/table-header-cell";
import { useFitsWidth } from "@/components/table/use-fits-width";
import { useTableDensity } from "@/components/table/use-table-density";
import type { Payroll, PayrollFigures } from "@/lib/usage/schema";
import { PayrollBody } from "./payroll-body";
import type { PayrollColumn } from "./payroll-columns";
import { isPayrollSort, toPayrollView, toTotalLine, type PayrollSort } from "./payroll-lines";
import { PayrollRow } from "./payroll-row";

interface PayrollTableProps {
  payroll: Payroll;
  total: PayrollFigures;
  columns: readonly PayrollColumn[];
  sort: PayrollSort;
  order: SortOrder;
  onSort: (sort: PayrollSort) => void;
  isShowingAll: boolean;
  onShowAll: (isAll: boolean) => void;
  /** Agents the page is filtered to. */
  pickedIds: readonly string[];
  onToggleAgent: (agentId: string) => void;
}

const NAME_COLUMN: PayrollColumn = {
  id: "agent",
  header: "Agent",
  isSortable: true,
  cell: () => null,
};

/** What each agent costs, like a payroll: top ten, an exact rest, and the card's total at the foot. */
export function PayrollTable({
  payroll,
  total,
  columns,
  sort,
  order,
  onSort,
  ...body
}: PayrollTableProps) {
  const [density] = useTableDensity();
  const [frame, fits] = useFitsWidth();
  const view = toPayrollView(payroll.rows, total.cost_usd, sort, order);
  return (
    <div className="@container border-t">
      <div
        ref={frame}
        className={cn("overflow-x-auto", fits && "@min-[1160px]:overflow-x-visible")}
      >
        <Table className={cn(density === "compact" && "text-[0.8125rem] [&_:is(td,tbody_th)]:h-8")}>
          <TableCaption>Cost, tokens and calls of each agent. Enter filters the page.</TableCaption>
          <TableHeader>
            <tr>
              {[NAME_COLUMN, ...columns].map((column, index) => (
                <TableHeaderCell
                  key={column.id}
                  column={column}
                  sort={{ columnId: sort, order }}
                  onSort={() => {
                    if (isPayrollSort(column.id)) onSort(column.id);
                  }}
                  className={cn(
                    "sticky top-0 last:pr-4!",
                    fits && "@min-[1160px]:top-(--sticky-top,0px)",
                    index === 0 ? "left-0 z-3 pl-4!" : "z-2",
                  )}
                />
              ))}
            </tr>
          </TableHeader>
          <PayrollBody view={view} columns={columns} {...body} />
          <TableFooter className="[&_td]:border-t-2! [&_th]:border-t-2!">
            <PayrollRow
              name="Total"
              entry={{ line: toTotalLine(payroll, total), agent: null }}
              columns={columns}
            />
          </TableFooter>
        </Table>
      </div>
    </div>
  );
}
