"use client";

import { useState } from "react";
import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { codingQueries } from "@/lib/coding/queries";
import { toHarnessTitle, type SessionRow } from "@/lib/coding/schema";
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatTokens,
  formatUsd,
  formatUsdExact,
  MISSING,
} from "@/lib/format";
import { useRead } from "@/lib/query/use-read";
import { addDays } from "@/lib/time";
import { toSessionParam } from "./session-param";
import type { CodingUrlState } from "./use-coding-url";

interface SessionsPanelProps {
  title: string;
  url: CodingUrlState;
  isLong: boolean;
  /** Yesterday and today, whatever the page's range is. */
  isOfLastDay?: boolean;
}

const toLength = (row: SessionRow) => Date.parse(row.last_at) - Date.parse(row.started_at);

function toColumns(open: (row: SessionRow) => void): TableColumn<SessionRow>[] {
  return [
    {
      ...{ id: "session", header: "Session", className: "max-w-48 truncate" },
      cell: (row) => (
        <button
          type="button"
          tabIndex={-1}
          className="max-w-full truncate text-left font-medium hover:text-brand hover:underline"
          onClick={() => open(row)}
        >
          {toHarnessTitle(row.harness)}
          <span className="pl-1.5 text-xs text-muted-foreground">{row.session_id.slice(0, 8)}</span>
        </button>
      ),
    },
    { id: "person", header: "Person", className: "max-w-48 truncate", cell: (row) => row.person },
    {
      ...{ id: "last", header: "Last call" },
      cell: (row) => <time dateTime={row.last_at}>{formatDateTime(row.last_at)}</time>,
    },
    {
      ...{ id: "length", header: "Length", align: "right" },
      cell: (row) => formatDuration(toLength(row)),
    },
    { id: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.call_count) },
    {
      ...{ id: "cost", header: "Cost (USD)", align: "right" },
      cell: (row) => <span title={formatUsdExact(row.cost_usd)}>{formatUsd(row.cost_usd)}</span>,
    },
    {
      ...{ id: "tokens", header: "Tokens", align: "right" },
      cell: (row) => formatTokens(row.total_tokens),
    },
    {
      ...{ id: "repository", header: "Repository", className: "max-w-56 truncate" },
      cell: (row) =>
        row.repository === "" ? MISSING : [row.repository, row.branch].filter(Boolean).join(" · "),
    },
    {
      ...{ id: "team", header: "Team", isHiddenAtFirst: true },
      cell: (row) => row.tenant_name,
    },
  ];
}

/** Sessions, the last active first; a row opens its timeline. */
export function SessionsPanel({ title, url, isLong, isOfLastDay = false }: SessionsPanelProps) {
  const [ownPage, setOwnPage] = useState(1);
  const page = isOfLastDay ? ownPage : url.page;
  const days = isOfLastDay ? { start_date: addDays(url.today, -1), end_date: url.today } : {};
  const asked = { ...url.question, ...days, ...(isLong ? { is_long: "true" as const } : {}) };
  const query = useRead(codingQueries.sessions.options({ ...asked, page }));
  const list = query.data?.data;
  const open = (row: SessionRow) => url.openSession(toSessionParam(row));
  return (
    <Panel title={title} isFlush isReloading={query.isFetching && list !== undefined}>
      <QueryError query={query} />
      <DataTable
        label={title}
        columns={toColumns(open)}
        rows={list?.items ?? []}
        rowKey={(row) => `${row.harness} ${row.session_id} ${row.tenant_id}`}
        isLoading={list === undefined && !query.error}
        sort={null}
        onSortChange={() => undefined}
        pageSize={list?.page_size}
        serverPaging={{
          ...{ page, total: list?.total ?? 0 },
          onPageChange: isOfLastDay ? setOwnPage : url.setPage,
        }}
        onOpenRow={open}
        emptyTitle={isLong ? "No session went on for that long" : "No session"}
        emptyHint="Sessions appear with their first call."
        toolbar={
          <CsvIconLink
            title={title}
            href={codingQueries.sessions.toCsvPath({ ...asked, page })}
            className="ml-auto flex w-fit"
          />
        }
      />
    </Panel>
  );
}
