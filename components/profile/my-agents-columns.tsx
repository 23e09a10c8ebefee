import { Sparkline } from "@/components/charts/sparkline";
import { AgentStatusMark } from "@/components/feedback/agent-status-mark";
import { BudgetAlertBadge } from "@/components/feedback/budget-alert-badge";
import { ChangeText } from "@/components/feedback/change-text";
import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import { toUsedShare } from "@/lib/usage/budget-status";
import type { OwnAgentRow } from "@/lib/usage/schema";
import type { AGENT_SORTS } from "./profile-search-params";

type AgentColumn = TableColumn<OwnAgentRow> & { id: (typeof AGENT_SORTS)[number] | "trend" };

function BudgetBadge({ row }: { row: OwnAgentRow }) {
  const { budget_limit_usd: limitUsd, budget_spend_usd: spendUsd } = row;
  if (limitUsd === null) return <BudgetAlertBadge status={row.budget_status} limitUsd={null} />;
  return (
    <span title={`${formatUsd(spendUsd)} of ${formatUsd(limitUsd)} in the running budget period`}>
      <BudgetAlertBadge status={row.budget_status} limitUsd={limitUsd} />
    </span>
  );
}

export const MY_AGENT_COLUMNS: readonly AgentColumn[] = [
  {
    id: "name",
    header: "Agent",
    sortValue: (row) => row.agent_name,
    className: "max-w-40 min-w-32 sm:max-w-52",
    cell: (row) => (
      <span className="flex items-center gap-2">
        <span title={row.agent_name} className="truncate font-medium">
          {row.agent_name}
        </span>
        <AgentStatusMark status={row.agent_status} />
      </span>
    ),
  },
  {
    id: "tenant",
    header: "Tenant",
    sortValue: (row) => row.tenant_name,
    cell: (row) => row.tenant_name,
  },
  {
    id: "cost",
    header: "Cost (USD)",
    align: "right",
    sortValue: (row) => row.cost_usd,
    className: "font-medium",
    cell: (row) => <span title={formatUsdExact(row.cost_usd)}>{formatUsd(row.cost_usd)}</span>,
  },
  {
    id: "change",
    header: "Change",
    hint: "Cost against as many days before",
    align: "right",
    sortValue: (row) =>
      row.previous_cost_usd === null ? null : row.cost_usd - row.previous_cost_usd,
    cell: (row) => (
      <ChangeText current={row.cost_usd} previous={row.previous_cost_usd} kind="cost" />
    ),
  },
  {
    id: "tokens",
    header: "Tokens",
    align: "right",
    sortValue: (row) => row.total_tokens,
    cell: (row) => (
      <span title={formatCount(row.total_tokens)}>{formatTokens(row.total_tokens)}</span>
    ),
  },
  {
    id: "calls",
    header: "Calls",
    align: "right",
    sortValue: (row) => row.llm_call_count,
    cell: (row) => formatCount(row.llm_call_count),
  },
  {
    id: "budget",
    header: "Budget",
    hint: "Running budget period; sorts by the share used",
    firstOrder: "desc",
    sortValue: (row) => toUsedShare(row.budget_spend_usd, row.budget_limit_usd),
    cell: (row) => <BudgetBadge row={row} />,
  },
  {
    id: "trend",
    header: "Trend",
    hint: "Cost over these days; a gap was not read",
    cell: (row) => <Sparkline values={row.trend} className="h-5 w-20" />,
  },
];
