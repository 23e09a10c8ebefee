import type { Route } from "next";
import { Sparkline } from "@/components/charts/sparkline";
import { ChangeText } from "@/components/feedback/change-text";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatCountOf, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import type { TenantList, TenantListRow } from "@/lib/usage/schema";
import { BudgetCell } from "./budget-cell";
import { TenantName } from "./tenant-name";

type TenantColumn = TableColumn<TenantListRow>;

const TREND: TenantColumn = {
  id: "trend",
  header: "Trend",
  hint: "Cost over the period, from zero",
  cell: (row) => <Sparkline values={row.trend} />,
};

const TOKENS: TenantColumn = {
  id: "tokens",
  header: "Tokens",
  align: "right",
  isSortable: true,
  cell: (row) => (
    <span title={formatCount(row.total_tokens)}>{formatTokens(row.total_tokens)}</span>
  ),
};

const CALLS: TenantColumn = {
  id: "calls",
  header: "Calls",
  align: "right",
  cell: (row) => formatCount(row.llm_call_count),
};

const AGENTS: TenantColumn = {
  id: "agents",
  header: "Agents",
  align: "right",
  isSortable: true,
  cell: (row) => formatCount(row.agent_count),
};

const BUDGET: TenantColumn = {
  id: "budget",
  header: "Budget used",
  hint: "Of the running budget period, as LiteLLM counts it",
  isSortable: true,
  firstOrder: "desc",
  cell: (row) => <BudgetCell budget={row.budget} />,
};

const READ: TenantColumn = {
  id: "read",
  header: "Read",
  hint: "When LiteLLM was last read for this tenant",
  cell: (row) => (
    <FreshnessBadge
      isShort
      className="-ml-1.5"
      snapshot={{ asOf: row.as_of, state: row.snapshot_state, reason: null }}
    />
  ),
};

function toNameColumn(
  list: TenantList | undefined,
  toPath: (tenantId: string) => Route,
): TenantColumn {
  return {
    id: "name",
    header: "Tenant",
    isSortable: true,
    className: "w-full max-w-[11rem] min-w-[9rem] md:max-w-0 md:min-w-[14rem]",
    cell: (row) => <TenantName tenant={row} path={toPath(row.tenant_id)} />,
    total: list && `Total of ${formatCountOf(list.total, "tenant")}`,
  };
}

function toCostColumn(list: TenantList | undefined): TenantColumn {
  const renderUsd = (costUsd: number | null) => (
    <span className="font-medium" title={formatUsdExact(costUsd)}>
      {formatUsd(costUsd)}
    </span>
  );
  return {
    id: "cost",
    header: "Cost (USD)",
    align: "right",
    isSortable: true,
    cell: (row) => renderUsd(row.cost_usd),
    total: list && renderUsd(list.total_cost_usd),
  };
}

function toChangeColumn(list: TenantList | undefined): TenantColumn {
  const renderChange = (current: number | null, previous: number | null) => (
    <ChangeText current={current} previous={previous} kind="cost" />
  );
  return {
    id: "change",
    header: "Change",
    hint: "Against the period of the same length before",
    align: "right",
    isSortable: true,
    cell: (row) => renderChange(row.cost_usd, row.previous_cost_usd),
    total: list && renderChange(list.total_cost_usd, list.total_previous_cost_usd),
  };
}

/** The columns of the tenants' list; the totals are over all tenants found, not only this page. */
export function toTenantColumns(
  list: TenantList | undefined,
  toPath: (tenantId: string) => Route,
): TenantColumn[] {
  return [
    toNameColumn(list, toPath),
    toCostColumn(list),
    toChangeColumn(list),
    TREND,
    TOKENS,
    CALLS,
    AGENTS,
    BUDGET,
    READ,
  ];
}
