import type { Route } from "next";
import Link from "next/link";
import { ChangeText } from "@/components/feedback/change-text";
import { Hint } from "@/components/feedback/hint";
import { Sparkline } from "@/components/charts/sparkline";
import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatPercent, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import { formatUsdPerCall } from "@/lib/format-details";
import { BudgetAlertBadge } from "@/components/feedback/budget-alert-badge";
import type { AgentLine, PayrollLine, PayrollSort } from "./payroll-lines";

/** A line of the payroll; `agent` is null for "Other" and the total. */
export interface PayrollEntry {
  line: PayrollLine;
  agent: AgentLine | null;
}

export type PayrollColumn = TableColumn<PayrollEntry> & { id: PayrollSort | "share" | "trend" };

interface ColumnOptions {
  tenantId: string;
  hasComparison: boolean;
  isEstimate: boolean;
}

/** A figure whose exact value is in its title. */
function Exact({ exact, children }: { exact: string; children: string }) {
  return <span title={exact}>{children}</span>;
}

function toCountColumn(
  id: PayrollSort,
  header: string,
  hint: string,
  countOf: (line: PayrollLine) => number,
  format: (value: number) => string,
): PayrollColumn {
  return {
    id,
    header,
    hint,
    align: "right",
    isSortable: true,
    cell: ({ line }) => <Exact exact={formatCount(countOf(line))}>{format(countOf(line))}</Exact>,
  };
}

function ShareCell({ share }: { share: number | null }) {
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1 w-12 overflow-hidden rounded-full bg-muted">
        <span
          className="block h-full rounded-full bg-series-tokens"
          style={{ width: `${(share ?? 0) * 100}%` }}
        />
      </span>
      <span className="w-11">{formatPercent(share)}</span>
    </span>
  );
}

function toChangeColumn(isEstimate: boolean): PayrollColumn {
  return {
    id: "change",
    header: "Change",
    hint: "Cost against the previous period",
    align: "right",
    isSortable: true,
    cell: ({ line }) => (
      <ChangeText
        current={line.cost_usd}
        previous={line.previousCostUsd}
        kind="cost"
        isEstimate={isEstimate}
      />
    ),
  };
}

/** Leads to the agent's limit. */
function BudgetCell({ agent, tenantId }: Pick<PayrollEntry, "agent"> & { tenantId: string }) {
  if (agent === null) return null;
  const {
    budget_limit_usd: limitUsd,
    budget_spend_usd: spendUsd,
    budget_status: status,
  } = agent.row;
  if (limitUsd === null) return <span className="text-xs text-muted-foreground">No limit set</span>;
  const budget = ["agent", tenantId, agent.row.agent_id].map(encodeURIComponent).join("/");
  return (
    <Link
      prefetch={false}
      href={`/budgets?budget=${encodeURIComponent(budget)}` as Route}
      title={`${formatUsd(spendUsd)} of ${formatUsd(limitUsd)} in the running budget period`}
    >
      <BudgetAlertBadge status={status} limitUsd={limitUsd} isShort />
    </Link>
  );
}

/** All columns after the agent's name, in reading order. */
export function toPayrollColumns({
  tenantId,
  hasComparison,
  isEstimate,
}: ColumnOptions): PayrollColumn[] {
  return [
    {
      id: "cost",
      header: "Cost",
      align: "right",
      isSortable: true,
      className: "font-medium",
      cell: ({ line }) =>
        line.cost_usd === 0 && line.llm_call_count > 0 ? (
          <Hint says="LiteLLM reported no cost for these calls: they are free, or it has no price for their model.">
            {formatUsd(0)}
            <span className="ml-1 font-normal text-muted-foreground">no cost reported</span>
          </Hint>
        ) : (
          <Exact exact={formatUsdExact(line.cost_usd)}>{formatUsd(line.cost_usd)}</Exact>
        ),
    },
    ...(hasComparison ? [toChangeColumn(isEstimate)] : []),
    {
      id: "share",
      header: "Share",
      hint: "Of the cost shown",
      align: "right",
      cell: ({ line }) => <ShareCell share={line.share} />,
    },
    toCountColumn(
      "tokens-in",
      "Tokens in",
      "Prompt tokens",
      (line) => line.prompt_tokens,
      formatTokens,
    ),
    toCountColumn(
      "tokens-out",
      "Tokens out",
      "Completion tokens",
      (line) => line.completion_tokens,
      formatTokens,
    ),
    toCountColumn(
      "cached",
      "Cached",
      "Tokens in that a provider's cache answered; part of them, not beside them",
      (line) => line.cached_tokens,
      formatTokens,
    ),
    toCountColumn("calls", "Calls", "LLM calls", (line) => line.llm_call_count, formatCount),
    {
      id: "cost-per-call",
      header: "$/call",
      hint: "Cost of one call on average",
      align: "right",
      isSortable: true,
      cell: ({ line }) => formatUsdPerCall(line.costPerCallUsd),
    },
    {
      id: "trend",
      header: "Trend",
      hint: "Cost over the period; a gap was not read",
      cell: ({ line }) => <Sparkline values={line.trend} className="h-5 w-20" />,
    },
    {
      id: "budget",
      header: "Budget",
      hint: "Running budget period; sorts by the share used",
      isSortable: true,
      cell: (entry) => <BudgetCell agent={entry.agent} tenantId={tenantId} />,
    },
  ];
}
