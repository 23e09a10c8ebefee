import type { Route } from "next";
import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline";
import { ChangeText } from "@/components/feedback/change-text";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatCountOf, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import type { TenantList, TenantListRow } from "@/lib/usage/schema";
import { BudgetCell } from "./budget-cell";

/** The columns of the tenants' list; the totals are over all tenants found, not only this page. */
export function toTenantColumns(
  list: TenantList | undefined,
  toPath: (tenantId: string) => Route,
): TableColumn<TenantListRow>[] {
  return [
    {
      id: "name",
      header: "Tenant",
      isSortable: true,
      className: "w-full max-w-[11rem] min-w-[9rem] md:max-w-0 md:min-w-[14rem]",
      cell: (row) => (
        <span className="flex items-center gap-2">
          <Link
            href={toPath(row.tenant_id)}
            title={row.tenant_name}
            className="truncate font-medium hover:text-brand hover:underline"
          >
            {row.tenant_name}
          </Link>
          {!row.is_listed_upstream && (
            <Badge title="LiteLLM no longer lists this team; its figures stay.">gone</Badge>
          )}
        </span>
      ),
      total: list && `Total of ${formatCountOf(list.total, "tenant")}`,
    },
    {
      id: "cost",
      header: "Cost (USD)",
      align: "right",
      isSortable: true,
      cell: (row) => (
        <span className="font-medium" title={formatUsdExact(row.cost_usd)}>
          {formatUsd(row.cost_usd)}
        </span>
      ),
      total: list && (
        <span title={formatUsdExact(list.total_cost_usd)}>{formatUsd(list.total_cost_usd)}</span>
      ),
    },
    {
      id: "change",
      header: "Change",
      hint: "Against the period of the same length before",
      align: "right",
      isSortable: true,
      cell: (row) => (
        <ChangeText current={row.cost_usd} previous={row.previous_cost_usd} kind="cost" />
      ),
      total: list && (
        <ChangeText
          current={list.total_cost_usd}
          previous={list.total_previous_cost_usd}
          kind="cost"
        />
      ),
    },
    {
      id: "trend",
      header: "Trend",
      hint: "Cost over the period, from zero",
      cell: (row) => <Sparkline values={row.trend} />,
    },
    {
      id: "tokens",
      header: "Tokens",
      align: "right",
      isSortable: true,
      cell: (row) => (
        <span title={formatCount(row.total_tokens)}>{formatTokens(row.total_tokens)}</span>
      ),
    },
    {
      id: "calls",
      header: "Calls",
      align: "right",
      cell: (row) => formatCount(row.llm_call_count),
    },
    {
      id: "agents",
      header: "Agents",
      align: "right",
      isSortable: true,
      cell: (row) => formatCount(row.agent_count),
    },
    {
      id: "budget",
      header: "Budget used",
      hint: "Of the running budget period, as LiteLLM counts it",
      isSortable: true,
      firstOrder: "desc",
      cell: (row) => <BudgetCell budget={row.budget} />,
    },
    {
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
    },
  ];
}
