"use client";

import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { SearchToolbar } from "./search-toolbar";
import { useDebounced } from "@/components/filters/use-debounced";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatUsd } from "@/lib/format";
import { insightQueries } from "@/lib/analytics/queries";
import type { CliPersonRow } from "@/lib/analytics/schema";
import { CLASS_LABELS } from "@/lib/analytics/words";
import { toNothingCounted } from "./empty-words";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

const toCount = (id: string, header: string, of: (row: CliPersonRow) => number) => ({
  ...{ id, header, align: "right" as const, cell: (row: CliPersonRow) => formatCount(of(row)) },
});

const NUMBERS: TableColumn<CliPersonRow>[] = [
  { ...toCount("sessions", "Sessions", (row) => row.sessions), isSortable: true },
  toCount("added", "Lines added", (row) => row.lines_added),
  toCount("removed", "Removed", (row) => row.lines_removed),
  { ...toCount("net_lines", "Net", (row) => row.net_lines), isSortable: true },
  {
    ...{ id: "cost", header: "Cost (USD)", align: "right", isSortable: true },
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
        {...toNothingCounted(list?.unavailable)}
        toolbar={
          <SearchToolbar
            label="Search people"
            words={url.q}
            onChange={url.setSearch}
            title="Top spenders"
            csvHref={insightQueries.cliPeople.toCsvPath(asked)}
          />
        }
      />
    </Panel>
  );
}
