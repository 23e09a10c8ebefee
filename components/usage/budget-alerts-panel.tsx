"use client";

import { ScrollRegion } from "@/components/charts/scroll-region";
import { QueryPanel } from "@/components/feedback/query-panel";
import { SkeletonGroup, SkeletonPart } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatCountOf, formatPercent, formatUsd, formatUsdExact } from "@/lib/format";
import type { BudgetAlertRow } from "@/lib/usage/schema";
import { ActiveAlerts } from "./active-alerts";
import { BudgetAlertBadge } from "@/components/feedback/budget-alert-badge";
import { BudgetBar } from "./budget-bar";
import { listLimitedAgents, type LimitedAgent } from "./limited-agents";
import type { ReadResult } from "@/lib/query/use-read";

interface BudgetAlertsPanelProps {
  budgets: ReadResult<BudgetAlertRow[]>;
  /** Agents the page is filtered to; empty for all. */
  agentIds: readonly string[];
  tenantId: string;
}

/** Pixels: the same as the chart beside it. */
const BODY_HEIGHT = 296;

/** Agents with a limit, nearest to it first. */
export function BudgetAlertsPanel({ budgets, agentIds, tenantId }: BudgetAlertsPanelProps) {
  return (
    <QueryPanel
      title="Budget alerts"
      unit="running budget periods, USD"
      query={budgets}
      isFlush
      skeleton={<BudgetSkeleton />}
      isEmpty={(rows) => listLimitedAgents(rows, agentIds).length === 0}
      emptyTitle={
        agentIds.length > 0 ? "None of the chosen agents has a limit" : "No agent has a limit"
      }
      emptyHint="Administrators set limits under Budgets."
    >
      {(rows) => <BudgetTable rows={rows} agentIds={agentIds} tenantId={tenantId} />}
    </QueryPanel>
  );
}

interface BudgetTableProps {
  rows: BudgetAlertRow[];
  agentIds: readonly string[];
  tenantId: string;
}

function BudgetTable({ rows, agentIds, tenantId }: BudgetTableProps) {
  const limited = listLimitedAgents(rows, agentIds);
  const unlimitedCount =
    rows.filter((row) => agentIds.length === 0 || agentIds.includes(row.agent_id)).length -
    limited.length;
  return (
    <div className="flex flex-col" style={{ maxHeight: BODY_HEIGHT }}>
      <ScrollRegion
        label="Budgets of agents, as a table"
        className="min-h-0 flex-1 overflow-auto border-t"
      >
        <Table className="[&_td]:px-2 [&_th]:px-2">
          <TableCaption>Budget, current cost and limit of each agent with a limit</TableCaption>
          <TableHeader>
            <tr>
              <TableHead scope="col" className="sticky top-0 left-0 z-2 pl-4!">
                Agent
              </TableHead>
              <TableHead scope="col" className="sticky top-0 z-1">
                Status
              </TableHead>
              <TableHead scope="col" className="sticky top-0 z-1 text-right!">
                Used
              </TableHead>
              <TableHead scope="col" className="sticky top-0 z-1 text-right!">
                Current cost
              </TableHead>
              <TableHead scope="col" className="sticky top-0 z-1 pr-4! text-right!">
                Limit
              </TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {limited.map((agent) => (
              <BudgetRow key={agent.agentId} agent={agent} />
            ))}
          </TableBody>
        </Table>
      </ScrollRegion>
      <ActiveAlerts tenantId={tenantId} />
      {unlimitedCount > 0 && (
        <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
          {formatCountOf(unlimitedCount, "agent")} without a limit{" "}
          {unlimitedCount === 1 ? "is" : "are"} not listed.
        </p>
      )}
    </div>
  );
}

function BudgetRow({ agent }: { agent: LimitedAgent }) {
  return (
    <TableRow>
      <th
        scope="row"
        title={agent.name}
        className="sticky left-0 z-1 max-w-32 truncate border-b bg-card pr-2 pl-4! text-left font-normal group-hover/row:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))] sm:max-w-40"
      >
        {agent.name}
      </th>
      <TableCell>
        <BudgetAlertBadge status={agent.status} limitUsd={agent.limitUsd} />
      </TableCell>
      <TableCell>
        <span className="grid w-14 gap-1">
          <span className="text-right leading-none">{formatPercent(agent.usedShare)}</span>
          <BudgetBar usedShare={agent.usedShare} status={agent.status} className="h-1!" />
        </span>
      </TableCell>
      <TableCell className="text-right">
        <span title={formatUsdExact(agent.spendUsd)}>{formatUsd(agent.spendUsd)}</span>
      </TableCell>
      <TableCell className="pr-4! text-right">{formatUsd(agent.limitUsd)}</TableCell>
    </TableRow>
  );
}

function BudgetSkeleton() {
  return (
    <SkeletonGroup className="border-t px-4" style={{ height: BODY_HEIGHT }}>
      {Array.from({ length: 7 }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b last:border-0">
          <SkeletonPart className="h-4 w-32" />
          <SkeletonPart className="h-4 w-20" />
          <div className="flex-1" />
          <SkeletonPart className="h-4 w-16" />
        </div>
      ))}
    </SkeletonGroup>
  );
}
