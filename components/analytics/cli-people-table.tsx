"use client";

import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { SearchInput } from "@/components/filters/search-input";
import { useDebounced } from "@/components/filters/use-debounced";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatUsd } from "@/lib/format";
import { insightQueries } from "@/lib/analytics/queries";
import type { CliPersonRow } from "@/lib/analytics/schema";
import { CLASS_LABELS } from "./class-labels";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";
import { UNAVAILABLE_WORDS } from "./unavailable-words";

const NUMBERS: TableColumn<CliPersonRow>[] = [
  {
    id: "sessions",
    header: "Sessions",
    align: "right",
    isSortable: true,
    cell: (row) => formatCount(row.sessions),
  },
  {
    id: "added",
    header: "Lines added",
    align: "right",
    cell: (row) => formatCount(row.lines_added),
  },
  {
    id: "removed",
    header: "Removed",
    align: "right",
    cell: (row) => formatCount(row.lines_removed),
  },
  {
    id: "net_lines",
    header: "Net",
    align: "right",
    isSortable: true,
    cell: (row) => formatCount(row.net_lines),
  },
  {
    id: "cost",
    header: "Cost (USD)",
    align: "right",
    isSortable: true,
    cell: (row) => formatUsd(row.cost_usd),
  },
];

function toColumns(onOpen: (row: CliPersonRow) => void): TableColumn<CliPersonRow>[] {
  return [
    {
      id: "name",
      header: "Person",
      isSortable: true,
      firstOrder: "asc",
      cell: (row) => (
        <button
          type="button"
          tabIndex={-1}
          className="font-medium hover:text-brand hover:underline"
          onClick={() => onOpen(row)}
        >
          {row.name}
        </button>
      ),
    },
    {
      id: "classification",
      header: "Class",
      isSortable: true,
      firstOrder: "asc",
      cell: (row) => CLASS_LABELS[row.classification] ?? row.classification,
    },
    ...NUMBERS,
  ];
}

/** Who used the command line, the top spenders first. */
export function CliPeopleTable({ url }: { url: AnalyticsUrl }) {
  const { sort, order, page } = url;
  const asked = { ...url.filters, q: useDebounced(url.q.trim()), sort, order };
  const query = useRead(insightQueries.cliPeople.options({ ...asked, page }));
  const { data: answer, error, isFetching } = query;
  const list = answer?.data;
  const open = (row: CliPersonRow) => url.openPerson(row.person_id);
  return (
    <Panel title="Top spenders" isFlush isReloading={isFetching && list !== undefined}>
      <QueryError query={query} />
      <DataTable
        label="Who used the command line"
        columns={toColumns(open)}
        rows={list?.items ?? []}
        rowKey={(row) => row.person_id}
        isLoading={list === undefined && !error}
        sort={{ columnId: sort ?? "cost", order: order ?? "desc" }}
        onSortChange={url.setSort}
        pageSize={list?.page_size}
        serverPaging={{ page, total: list?.total ?? 0, onPageChange: url.setPage }}
        onOpenRow={open}
        emptyTitle={list?.unavailable ? "No figures for these filters" : "Nobody found"}
        emptyHint={
          list?.unavailable
            ? UNAVAILABLE_WORDS[list.unavailable]
            : "Try a part of the name, or fewer filters."
        }
        toolbar={
          <div className="flex items-center gap-2">
            <SearchInput
              label="Search people"
              placeholder="Search people"
              value={url.q}
              onChange={url.setSearch}
            />
            <CsvIconLink
              title="Top spenders"
              href={insightQueries.cliPeople.toCsvPath(asked)}
              className="ml-auto"
            />
          </div>
        }
      />
    </Panel>
  );
}
