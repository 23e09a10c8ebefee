"use client";

import { Download } from "lucide-react";
import { QueryError } from "@/components/feedback/query-error";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { Panel } from "@/components/feedback/panel";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { DayRangeNotice } from "@/components/filters/day-range-notice";
import { CompareToggle } from "@/components/filters/compare-toggle";
import { RangePicker } from "@/components/filters/range-picker";
import type { CompareMode } from "@/components/filters/usage-url-state";
import { DEFAULT_RANGE } from "@/components/filters/resolve-range";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/range-url-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatCountOf, formatDayRange } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";
import { TENANT_SORTS, tenantsSearchParams, toTenantListQuestion } from "./tenants-search-params";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { SearchInput } from "@/components/filters/search-input";
import { DataTable } from "@/components/table/data-table";
import type { TenantList, TenantSort } from "@/lib/usage/schema";
import { toTenantColumns } from "./tenant-columns";
import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import { useRead } from "@/lib/query/use-read";

const TYPING_MS = 250;

type TenantsUrlState = ReturnType<typeof useTenantsUrlState>;

function isTenantSort(columnId: string): columnId is TenantSort {
  return TENANT_SORTS.some((sort) => sort === columnId);
}

/** Search, order and page of the list, all in the URL. Another search or order starts at page 1. */
function useTenantsUrlState() {
  const [state, setState] = useQueryStates(tenantsSearchParams);
  return {
    ...state,
    page: Math.max(1, state.page),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setSort: ({ columnId, order }: TableSort) => {
      if (isTenantSort(columnId)) void setState({ sort: columnId, order, page: 1 });
    },
    setCompare: (compare: CompareMode) => void setState({ compare }),
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}

/** Every tenant the viewer may see with what it cost in the period. */
export function TenantsView() {
  const { today, range, setRange, withRange } = useRangeUrlState();
  const url = useTenantsUrlState();
  const question = toTenantListQuestion(range, { ...url, q: useDebounced(url.q) });
  const query = useRead(usageQueries.list.options(question));
  const { data: answer, error, isFetching } = query;
  const retry = () => void query.refetch();
  const controls = {
    range: <RangePicker range={range} today={today} onChange={setRange} />,
    compare: <CompareToggle compare={url.compare} onChange={url.setCompare} />,
    freshness: <FreshnessBadge snapshot={answer?.snapshot} />,
    refresh: <RefreshButton isRefreshing={isFetching} onRefresh={retry} />,
    export: <ExportLink path={usageQueries.list.toCsvPath({ ...question, page: 1 })} />,
  };

  return (
    <>
      <PageHeader
        title="Usage"
        activeCount={Number(range.preset !== DEFAULT_RANGE) + Number(url.compare === "none")}
        controls={controls}
      />
      <PageBody>
        <PendingNotice query={query} wished={formatDayRange(range.startDate, range.endDate)} />
        <DayRangeNotice range={range} today={today} onChange={setRange} />
        {answer && <AttentionStrip list={answer.data} onSort={url.setSort} />}
        <Panel title="Tenants" isTitleHidden isFlush isReloading={isFetching && !!answer}>
          <QueryError query={query} className={answer && "mt-3"} />
          {(answer !== undefined || !error) && (
            <TenantsTable
              list={answer?.data}
              url={url}
              caption={`${range.label}, UTC days${url.compare === "previous" ? ", against the period before" : ""}`}
              withRange={withRange}
            />
          )}
        </Panel>
      </PageBody>
    </>
  );
}

interface AttentionStripProps {
  list: TenantList;
  onSort: (sort: TableSort) => void;
}

/** Whose budget is used up or nearly so; nothing while all is well. */
function AttentionStrip({ list, onSort }: AttentionStripProps) {
  const { exceeded_count, warning_count } = list;
  if (exceeded_count + warning_count === 0) return null;
  const words = [
    exceeded_count > 0 ? `${formatCountOf(exceeded_count, "tenant")} over budget` : "",
    warning_count > 0 ? `${formatCountOf(warning_count, "tenant")} beyond 80 %` : "",
  ].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border bg-card px-3 py-1.5 text-sm">
      <span
        aria-hidden
        className={cn(
          "size-2 rounded-full",
          exceeded_count > 0 ? "bg-(--dot-failed)" : "bg-(--dot-stale)",
        )}
      />
      <p>{words.join(", ")}</p>
      <Button
        variant="quiet"
        size="sm"
        className="ml-auto"
        onClick={() => onSort({ columnId: "budget", order: "desc" })}
      >
        Show these first
      </Button>
    </div>
  );
}

function ExportLink({ path }: { path: string }) {
  return (
    <Button asChild variant="outline">
      <a href={path} download>
        <Download aria-hidden className="text-muted-foreground" />
        Export CSV
      </a>
    </Button>
  );
}

interface TenantsTableProps {
  /** Undefined while the first answer is under way. */
  list: TenantList | undefined;
  url: TenantsUrlState;
  /** What the figures are, beside the search. */
  caption: string;
  /** Keeps the time range on the way to a tenant. */
  withRange: (path: string) => string;
}

/** A page of tenants, searched, sorted and paged on the server. */
function TenantsTable({ list, url, caption, withRange }: TenantsTableProps) {
  const router = useRouter();
  const [columns, toPath] = useMemo(() => {
    // The id is data, so the path cannot be checked against the routes; /usage/[tenantId] is one.
    const toTenantPath = (tenantId: string) =>
      withRange(`/usage/${encodeURIComponent(tenantId)}`) as Route;
    return [toTenantColumns(list, toTenantPath, url.compare === "previous"), toTenantPath];
  }, [list, withRange, url.compare]);

  return (
    <DataTable
      label="Tenants and what they cost in the period"
      columns={columns}
      rows={list?.items ?? []}
      rowKey={(row) => row.tenant_id}
      isLoading={list === undefined}
      sort={{ columnId: url.sort, order: url.order }}
      onSortChange={url.setSort}
      pageSize={list?.page_size}
      serverPaging={{ page: url.page, total: list?.total ?? 0, onPageChange: url.setPage }}
      onOpenRow={(row) => router.push(toPath(row.tenant_id))}
      emptyTitle={url.q ? "No tenant has this name" : "No tenant to show"}
      emptyHint={
        url.q
          ? "Try a part of the name or the id."
          : "Tenants are here once LiteLLM was read and an administrator has given you access to them."
      }
      toolbar={
        <div className="flex items-center gap-4">
          <SearchInput
            label="Search tenants by name or id"
            placeholder="Search name or id"
            value={url.q}
            onChange={url.setSearch}
          />
          <p className="ml-auto hidden text-xs text-muted-foreground sm:block">{caption}</p>
        </div>
      }
    />
  );
}
