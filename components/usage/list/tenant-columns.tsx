import type { Route } from "next";
import { Sparkline } from "@/components/charts/sparkline";
import { ChangeText } from "@/components/feedback/change-text";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import type { TableColumn } from "@/components/table/table-columns";
import {
  formatCount,
  formatCountOf,
  formatPercent,
  formatTokens,
  formatUsd,
  formatUsdExact,
} from "@/lib/format";
import type { BudgetFigures, TenantList, TenantListRow } from "@/lib/usage/schema";
import { cn } from "@/components/ui/cn";
import { type BudgetStatus, toUsedShare } from "@/lib/usage/budget-status";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";

const TONES = {
  ok: { bar: "bg-muted-foreground/45", text: "text-muted-foreground", words: "Within budget" },
  warning: { bar: "bg-(--dot-stale)", text: "text-warning", words: "80%+ budget used" },
  exceeded: { bar: "bg-(--dot-failed)", text: "text-danger", words: "Budget exceeded" },
} as const satisfies Record<BudgetStatus, { bar: string; text: string; words: string }>;

/** How much of the running budget period is used: a bar, the percentage, the state in words. */
function BudgetCell({ budget }: { budget: BudgetFigures }) {
  if (budget.limit_usd === null) {
    return <span className="text-xs text-muted-foreground">No limit set</span>;
  }
  const share = toUsedShare(budget.spend_usd, budget.limit_usd) ?? 1;
  const tone = TONES[budget.status];
  const figures = `${formatUsd(budget.spend_usd)} of ${formatUsd(budget.limit_usd)}`;
  return (
    <span className="flex items-center gap-2" title={`${tone.words}: ${figures}`}>
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", tone.bar)}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      <span className={cn("text-xs", tone.text)}>
        <span className="inline-block min-w-10 text-right">{formatPercent(share)}</span>
        {budget.status !== "ok" && <span className="ml-2 font-medium">{tone.words}</span>}
        <span className="sr-only"> {`${budget.status === "ok" ? tone.words : ""} ${figures}`}</span>
      </span>
    </span>
  );
}

type TenantColumn = TableColumn<TenantListRow>;

const TREND: TenantColumn = {
  id: "trend",
  header: "Trend",
  hint: "Cost over the period, from zero",
  cell: (row) => <Sparkline values={row.trend} />,
};

function toTokensColumn(list: TenantList | undefined): TenantColumn {
  const renderTokens = (tokens: number | null) => (
    <span title={formatCount(tokens)}>{formatTokens(tokens)}</span>
  );
  return {
    id: "tokens",
    header: "Tokens",
    align: "right",
    isSortable: true,
    cell: (row) => renderTokens(row.total_tokens),
    total: list && renderTokens(list.total_tokens),
  };
}

function toCallsColumn(list: TenantList | undefined): TenantColumn {
  return {
    id: "calls",
    header: "Calls",
    align: "right",
    cell: (row) => formatCount(row.llm_call_count),
    total: list && formatCount(list.total_llm_call_count),
  };
}

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
  isComparing: boolean,
): TenantColumn[] {
  return [
    toNameColumn(list, toPath),
    toCostColumn(list),
    ...(isComparing ? [toChangeColumn(list)] : []),
    TREND,
    toTokensColumn(list),
    toCallsColumn(list),
    AGENTS,
    BUDGET,
    READ,
  ];
}

interface TenantNameProps {
  tenant: Pick<TenantListRow, "tenant_name" | "is_listed_upstream">;
  path: Route;
}

/** The way to a tenant; says so where LiteLLM no longer lists it. */
function TenantName({ tenant, path }: TenantNameProps) {
  return (
    <span className="flex items-center gap-2">
      <Link
        href={path}
        prefetch={false}
        title={tenant.tenant_name}
        className="truncate py-0.5 font-medium hover:text-brand hover:underline"
      >
        {tenant.tenant_name}
      </Link>
      {!tenant.is_listed_upstream && (
        <Badge title="LiteLLM no longer lists this team; its figures stay.">gone</Badge>
      )}
    </span>
  );
}
