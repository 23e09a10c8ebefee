"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Search } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { Panel } from "@/components/feedback/panel";
import { RangePicker } from "@/components/filters/range-picker";
import { DEFAULT_RANGE } from "@/components/filters/resolve-range";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/usage-url-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { usageKeys, usageQueries } from "@/lib/usage/queries";
import { toTenantColumns } from "./tenant-columns";
import { toTenantsCsvPath } from "./tenants-csv-path";
import { useTenantsUrlState } from "./use-tenants-url-state";

/** Every tenant the viewer may see with what it cost in the period. */
export function TenantsView() {
  const { today, range, setRange, withRange } = useRangeUrlState();
  const url = useTenantsUrlState();
  const router = useRouter();
  const client = useQueryClient();
  const scope = {
    startDate: range.startDate,
    endDate: range.endDate,
    q: useDebounced(url.q.trim()),
    sort: url.sort,
    order: url.order,
    page: url.page,
  };
  const query = useQuery(usageQueries.list(scope));
  const list = query.data?.data;
  const columns = useMemo(() => {
    // The id is data, so the path cannot be checked against the routes; /usage/[tenantId] is one.
    const toPath = (tenantId: string) =>
      withRange(`/usage/${encodeURIComponent(tenantId)}`) as Route;
    return toTenantColumns(list, toPath);
  }, [list, withRange]);

  return (
    <>
      <PageHeader
        title="Usage"
        activeCount={range.preset === DEFAULT_RANGE ? 0 : 1}
        controls={{
          range: <RangePicker range={range} today={today} onChange={setRange} />,
          freshness: <FreshnessBadge snapshot={query.data?.snapshot} />,
          refresh: (
            <RefreshButton
              isRefreshing={query.isFetching}
              onRefresh={() => void client.invalidateQueries({ queryKey: usageKeys.lists() })}
            />
          ),
          export: (
            <Button asChild variant="outline">
              <a href={toTenantsCsvPath(scope)} download>
                <Download aria-hidden className="text-muted-foreground" />
                Export CSV
              </a>
            </Button>
          ),
        }}
      />
      <PageBody>
        <Panel
          title="Tenants"
          unit={`cost in USD, ${range.label.toLowerCase()}, UTC days`}
          isFlush
          isReloading={query.isFetching && list !== undefined}
        >
          {query.error && (
            <ErrorNotice
              error={query.error}
              onRetry={() => void query.refetch()}
              isRetrying={query.isFetching}
              keptAsOf={list ? query.data?.snapshot.asOf : undefined}
            />
          )}
          {(list !== undefined || !query.error) && (
            <DataTable
              label="Tenants and what they cost in the period"
              columns={columns}
              rows={list?.items ?? []}
              rowKey={(row) => row.tenant_id}
              isLoading={query.isPending}
              sort={{ columnId: url.sort, order: url.order }}
              onSortChange={url.setSort}
              pageSize={list?.page_size}
              serverPaging={{ page: url.page, total: list?.total ?? 0, onPageChange: url.setPage }}
              onOpenRow={(row) =>
                router.push(withRange(`/usage/${encodeURIComponent(row.tenant_id)}`) as Route)
              }
              emptyTitle={url.q ? "No tenant has this name" : "No tenants yet"}
              emptyHint={
                url.q
                  ? "Try a part of the name or the id."
                  : "They appear after the first sync. Without access to a tenant, ask an administrator for it."
              }
              toolbar={
                <label className="relative block max-w-72">
                  <span className="sr-only">Search tenants by name or id</span>
                  <Search
                    aria-hidden
                    className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
                  />
                  <Input
                    type="search"
                    placeholder="Search name or id"
                    value={url.q}
                    onChange={(event) => url.setSearch(event.target.value)}
                    className="pl-8"
                  />
                </label>
              }
            />
          )}
        </Panel>
      </PageBody>
    </>
  );
}
