"use client";

import { useState, type ReactNode } from "react";
import { Hint } from "@/components/feedback/hint";
import { QueryPanel } from "@/components/feedback/query-panel";
import { TableViewMenu } from "@/components/table/table-view-menu";
import { cn } from "@/components/ui/cn";
import { SkeletonGroup, SkeletonPart } from "@/components/ui/skeleton";
import type { Payroll } from "@/lib/usage/schema";
import { toComparison, type Comparison } from "./comparison";
import { toPayrollColumns } from "./payroll-columns";
import { PayrollTable } from "./payroll-table";
import type { useUsagePageParams } from "./usage-page-params";
import type { ReadResult } from "@/lib/query/use-read";

interface PayrollPanelProps {
  tenantId: string;
  payroll: ReadResult<Payroll>;
  page: ReturnType<typeof useUsagePageParams>;
  pickedIds: readonly string[];
  onToggleAgent: (agentId: string) => void;
  emptyHint?: ReactNode;
  emptyAction?: ReactNode;
}

/** "How much is this employee costing me?" */
export function PayrollPanel(props: PayrollPanelProps) {
  const { payroll, page, pickedIds, onToggleAgent, emptyHint, emptyAction } = props;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const comparison = toComparison(payroll.data?.data);
  const columns = toPayrollColumns({
    tenantId: props.tenantId,
    hasComparison: comparison !== null,
    isEstimate: comparison?.isEstimate ?? false,
  });

  function setColumnVisible(columnId: string, isVisible: boolean) {
    const next = new Set(hidden);
    if (isVisible) next.delete(columnId);
    else next.add(columnId);
    setHidden(next);
  }

  return (
    <QueryPanel
      title="Payroll"
      unit="cost of each agent, USD"
      query={payroll}
      isFlush
      className="max-sm:[&>[data-slot=card-header]>div:first-child]:basis-full"
      skeleton={<PayrollSkeleton />}
      isEmpty={(data) => data.rows.length === 0}
      emptyHint={emptyHint}
      emptyAction={emptyAction}
      actions={
        <>
          {comparison && <ComparisonNote comparison={comparison} />}
          <TableViewMenu
            columns={columns.map(({ id, header }) => ({
              id,
              header,
              isVisible: !hidden.has(id),
            }))}
            onColumnChange={setColumnVisible}
          />
        </>
      }
    >
      {(data) =>
        data.total && (
          <PayrollTable
            payroll={data}
            total={data.total}
            columns={columns.filter((column) => !hidden.has(column.id))}
            sort={page.sort}
            order={page.order}
            onSort={page.sortBy}
            isShowingAll={page.isShowingAll}
            onShowAll={page.setShowingAll}
            pickedIds={pickedIds}
            onToggleAgent={onToggleAgent}
          />
        )
      }
    </QueryPanel>
  );
}

function ComparisonNote({ comparison }: { comparison: Comparison }) {
  return (
    <Hint says={comparison.says} className="text-xs text-muted-foreground">
      vs {comparison.days}
      {comparison.isEstimate && " (~ estimate)"}
    </Hint>
  );
}

/** Six columns as one shape: a shape for each cell would be a hundred. */
const CELLS =
  "sm:w-[31.5rem] sm:bg-transparent sm:bg-[repeating-linear-gradient(to_right,var(--muted)_0_4rem,transparent_4rem_5.5rem)]";

function PayrollSkeleton() {
  return (
    <SkeletonGroup className="border-t px-4">
      {Array.from({ length: 12 }, (_, row) => (
        <div
          key={row}
          className="flex h-10 items-center justify-between gap-6 border-b last:border-0"
        >
          <SkeletonPart className="h-4 w-40" />
          <SkeletonPart className={cn("h-4 w-16", CELLS)} />
        </div>
      ))}
    </SkeletonGroup>
  );
}
