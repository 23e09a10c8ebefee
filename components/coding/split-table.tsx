"use client";

import { useState } from "react";
import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn, TableSort } from "@/components/table/table-columns";
import { codingQueries } from "@/lib/coding/queries";
import type { SplitRow } from "@/lib/coding/schema";
import { formatCount, formatPercent, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import { addRoundedUsd } from "@/lib/micro-usd";
import { useRead } from "@/lib/query/use-read";
import type { FilterName } from "./coding-search-params";
import type { CodingUrlState } from "./use-coding-url";

interface SplitTableProps {
  title: string;
  nameHeader: string;
  by: FilterName;
  url: CodingUrlState;
}

const toTokens = (row: SplitRow) =>
  row.uncached_input_tokens + row.cache_read_tokens + row.cache_write_tokens + row.output_tokens;

function toCacheShare(row: SplitRow): number | null {
  const input = row.uncached_input_tokens + row.cache_read_tokens + row.cache_write_tokens;
  return input > 0 ? row.cache_read_tokens / input : null;
}

const figure = (
  id: string,
  header: string,
  of: (row: SplitRow) => number | null,
  format: (value: number | null) => string,
  hint?: string,
): TableColumn<SplitRow> => ({
  ...{ id, header, hint, align: "right", sortValue: of },
  cell: (row) => format(of(row)),
});

function toColumns({ nameHeader, by, url }: SplitTableProps, rows: readonly SplitRow[]) {
  const columns: TableColumn<SplitRow>[] = [
    {
      ...{ id: "name", header: nameHeader, sortValue: (row) => row.name, firstOrder: "asc" },
      className: "max-w-56 truncate",
      total: "Total",
      cell: (row) =>
        row.id === "" ? (
          <span className="text-muted-foreground">{row.name}</span>
        ) : (
          <button
            type="button"
            title={`Filter the page to ${row.name}`}
            className="max-w-full truncate text-left font-medium hover:text-brand hover:underline"
            onClick={() => url.toggleFilter(by, row.id)}
          >
            {row.name}
          </button>
        ),
    },
    {
      ...{ id: "cost", header: "Cost (USD)", align: "right", sortValue: (row) => row.cost_usd },
      cell: (row) => <span title={formatUsdExact(row.cost_usd)}>{formatUsd(row.cost_usd)}</span>,
      total: formatUsd(addRoundedUsd(rows.map((row) => row.cost_usd))),
    },
    figure(
      "value",
      "Value",
      // Nothing known is nothing to show: a plan's calls without a price are not free.
      (row) => (row.value_usd === 0 ? null : row.value_usd),
      formatUsd,
      "Paid by a seat or a plan",
    ),
    figure("calls", "Calls", (row) => row.call_count, formatCount),
    figure("developers", "Developers", (row) => row.developer_count, formatCount),
    figure("tokens", "Tokens", toTokens, formatTokens),
    figure("cache", "From cache", toCacheShare, formatPercent, "Of the input tokens"),
    figure("lines", "Lines", (row) => row.lines_added + row.lines_removed, formatCount),
    figure("commits", "Commits", (row) => row.commits, formatCount),
  ];
  return columns.filter(({ id }) => id !== "developers" || by !== "person");
}

/** The figures of each value; a click on a name filters the page to it. */
export function SplitTable(props: SplitTableProps) {
  const { title, by, url } = props;
  const [sort, setSort] = useState<TableSort>({ columnId: "cost", order: "desc" });
  const asked = { ...url.question, by };
  const query = useRead(codingQueries.split.options(asked));
  const rows = query.data?.data;
  return (
    <Panel title={title} isFlush isReloading={query.isFetching && rows !== undefined}>
      <QueryError query={query} />
      <DataTable
        label={title}
        columns={toColumns(props, rows ?? [])}
        rows={rows ?? []}
        rowKey={(row) => row.id}
        isLoading={rows === undefined && !query.error}
        sort={sort}
        onSortChange={setSort}
        pageSize={10}
        emptyTitle="Nothing was reported"
        emptyHint="Choose another time or fewer filters, or connect an agent."
        toolbar={
          <CsvIconLink
            title={title}
            href={codingQueries.split.toCsvPath(asked)}
            className="ml-auto flex w-fit"
          />
        }
      />
    </Panel>
  );
}
