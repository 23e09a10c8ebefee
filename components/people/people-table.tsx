"use client";

import { useMemo } from "react";
import { SearchInput } from "@/components/filters/search-input";
import { DataTable } from "@/components/table/data-table";
import type { PeoplePage } from "@/lib/people/schema";
import { PeopleFilters } from "./people-filters";
import { toPeopleColumns } from "./people-columns";
import type { PeopleUrlState } from "./use-people-url-state";

interface PeopleTableProps {
  /** Undefined while the first answer is under way. */
  page: PeoplePage | undefined;
  url: PeopleUrlState;
}

/** A cohort's people, searched, filtered, sorted and paged on the server. */
export function PeopleTable({ page, url }: PeopleTableProps) {
  const { openPerson } = url;
  const columns = useMemo(() => toPeopleColumns(page, openPerson), [page, openPerson]);
  return (
    <DataTable
      label="People of the cohort and what they spent in the running budget period"
      columns={columns}
      rows={page?.items ?? []}
      rowKey={(row) => row.person_id}
      isLoading={page === undefined}
      sort={{ columnId: url.sort, order: url.order }}
      onSortChange={url.setSort}
      pageSize={page?.page_size}
      serverPaging={{ page: page?.page ?? 1, total: page?.total ?? 0, onPageChange: url.setPage }}
      onOpenRow={(row) => openPerson(row.person_id)}
      emptyTitle={url.isNarrowed ? "Nobody matches" : "Nobody is in this cohort"}
      emptyHint={
        url.isNarrowed ? "Widen the search or clear the filters." : "Add or import people."
      }
      toolbar={
        <div className="flex flex-wrap items-center gap-2">
          <SearchInput
            label="Search people by e-mail or name"
            placeholder="Search e-mail or name"
            value={url.q}
            onChange={url.setSearch}
            className="max-w-60!"
          />
          <PeopleFilters url={url} />
        </div>
      }
    />
  );
}
