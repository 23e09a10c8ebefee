"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { SearchInput } from "@/components/filters/search-input";
import { DataTable } from "@/components/table/data-table";
import type { TenantList } from "@/lib/usage/schema";
import { toTenantColumns } from "./tenant-columns";
import type { TenantsUrlState } from "./use-tenants-url-state";

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
export function TenantsTable({ list, url, caption, withRange }: TenantsTableProps) {
  const router = useRouter();
  const [columns, toPath] = useMemo(() => {
    // The id is data, so the path cannot be checked against the routes; /usage/[tenantId] is one.
    const toTenantPath = (tenantId: string) =>
      withRange(`/usage/${encodeURIComponent(tenantId)}`) as Route;
    return [toTenantColumns(list, toTenantPath), toTenantPath];
  }, [list, withRange]);

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
      emptyTitle={url.q ? "No tenant has this name" : "No tenants yet"}
      emptyHint={
        url.q
          ? "Try a part of the name or the id."
          : "They appear after the first sync. If you should see a tenant, ask an administrator for access to it."
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
