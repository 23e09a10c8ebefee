"use client";

import { insightQueries } from "@/lib/analytics/queries";
import { useState } from "react";
import { AtLeast } from "@/components/feedback/at-least";
import { ChangeText } from "@/components/feedback/change-text";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { SearchToolbar } from "./search-toolbar";
import { useDebounced } from "@/components/filters/use-debounced";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn, TableSort } from "@/components/table/table-columns";
import { formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import { type InsightParameters } from "@/lib/analytics/queries";
import type { SpenderList, SpenderRow } from "@/lib/analytics/schema";
import { toNothingSpent } from "./empty-words";
import { useRead } from "@/lib/query/use-read";

interface SpendersTableProps {
  by: "people" | "project";
  filters: InsightParameters;
  onOpen?: (row: SpenderRow) => void;
}

const WORDS = {
  people: { title: "Spend by person", search: "Search people", header: "Person" },
  project: { title: "Spend by project", search: "Search projects", header: "Project" },
} as const;

function toUsdColumn(id: string, header: string, of: (row: SpenderRow) => number) {
  return {
    id,
    header,
    align: "right" as const,
    isSortable: true,
    cell: (row: SpenderRow) => <span title={formatUsdExact(of(row))}>{formatUsd(of(row))}</span>,
  };
}

function toColumns(
  header: string,
  list: SpenderList | undefined,
  onOpen: SpendersTableProps["onOpen"],
): TableColumn<SpenderRow>[] {
  return [
    {
      id: "name",
      header,
      isSortable: true,
      firstOrder: "asc",
      className: "max-w-56 truncate",
      total: list && "Total",
      cell: (row) =>
        onOpen ? (
          <button
            type="button"
            tabIndex={-1}
            className="max-w-full truncate text-left font-medium hover:text-brand hover:underline"
            onClick={() => onOpen(row)}
          >
            {row.name}
          </button>
        ) : (
          row.name
        ),
    },
    {
      ...toUsdColumn("total", "Total (USD)", (row) => row.total_usd),
      total: list && (
        <>
          {!list.time.is_whole && <AtLeast />}
          {formatUsd(list.total_usd)}
        </>
      ),
    },
    {
      id: "change",
      header: "Change",
      hint: "Against the time before",
      align: "right",
      isSortable: true,
      cell: (row) => <ChangeText current={row.total_usd} previous={row.previous_usd} kind="cost" />,
    },
    toUsdColumn("platform", "Platform", (row) => row.platform_usd),
    toUsdColumn("cli", "CLI", (row) => row.cli_usd),
    {
      id: "tokens",
      header: "Tokens",
      align: "right",
      isSortable: true,
      isHiddenAtFirst: true,
      cell: (row) => formatTokens(row.total_tokens),
    },
  ];
}

/** What each person or project spent: any time, any filter; searched, sorted and paged on the server. */
export function SpendersTable({ by, filters, onOpen }: SpendersTableProps) {
  const [words, setWords] = useState("");
  const [sort, setSort] = useState<TableSort>({ columnId: "total", order: "desc" });
  const [page, setPage] = useState(1);
  const q = useDebounced(words.trim());
  const read = by === "people" ? insightQueries.peopleSpending : insightQueries.projectSpending;
  const asked = { ...filters, q, sort: sort.columnId, order: sort.order };
  const query = useRead(read.options({ ...asked, page }));
  const { data: answer, error, isFetching } = query;
  const list = answer?.data;
  const { title, search, header } = WORDS[by];
  return (
    <Panel title={title} isFlush isReloading={isFetching && list !== undefined}>
      <QueryError query={query} />
      <DataTable
        label={title}
        columns={toColumns(header, list, onOpen)}
        rows={list?.items ?? []}
        rowKey={(row) => row.id}
        isLoading={list === undefined && !error}
        sort={sort}
        onSortChange={(next) => {
          setSort(next);
          setPage(1);
        }}
        pageSize={list?.page_size}
        serverPaging={{ page, total: list?.total ?? 0, onPageChange: setPage }}
        onOpenRow={onOpen}
        {...toNothingSpent(list?.time)}
        toolbar={
          <SearchToolbar
            label={search}
            words={words}
            onChange={(next) => {
              setWords(next);
              setPage(1);
            }}
            title={title}
            csvHref={read.toCsvPath(asked)}
          />
        }
      />
    </Panel>
  );
}
