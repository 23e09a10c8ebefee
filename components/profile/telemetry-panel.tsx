"use client";

import Link from "next/link";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { codingQueries } from "@/lib/coding/queries";
import type { TelemetryToken } from "@/lib/coding/schema";
import { formatDateTime, MISSING } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";

/** How what a token sends was taken the last time. */
function TokenState({ token }: { token: TelemetryToken }) {
  const { last_accepted_at: accepted, last_rejected_at: rejected } = token;
  if (accepted === null && rejected === null) return <Badge tone="outline">Silent</Badge>;
  const isRefused = rejected !== null && (accepted === null || rejected >= accepted);
  return isRefused ? <Badge tone="warning">Refused</Badge> : <Badge tone="success">Taken</Badge>;
}

const COLUMNS: TableColumn<TelemetryToken>[] = [
  {
    ...{ id: "name", header: "Token" },
    cell: ({ name, hint }) => (
      <>
        {name} <code className="text-xs text-muted-foreground">…{hint}</code>
      </>
    ),
  },
  { id: "state", header: "Last time", cell: (token) => <TokenState token={token} /> },
  {
    ...{ id: "accepted", header: "Last taken" },
    cell: (token) => formatDateTime(token.last_accepted_at),
  },
  {
    ...{ id: "rejected", header: "Last refused", className: "max-w-80 truncate" },
    cell: ({ last_rejected_at: at, rejected_because: because }) =>
      at === null ? (
        MISSING
      ) : (
        <span title={because ?? undefined}>
          {formatDateTime(at)} · {because}
        </span>
      ),
  },
  {
    ...{ id: "services", header: "Sent by", className: "max-w-56 truncate" },
    cell: ({ services }) => (services.length === 0 ? MISSING : services.join(", ")),
  },
  {
    ...{ id: "signals", header: "Signals" },
    cell: ({ signals, temporalities }) => [...signals, ...temporalities].join(", ") || MISSING,
  },
];

/** The viewer's tokens that coding agents send with: clients say nothing of what was refused, so it is said here. */
export function TelemetryPanel() {
  const query = useRead(codingQueries.telemetry.options({}));
  const tokens = query.data?.data;
  return (
    <Panel
      title="Coding agents"
      isFlush
      isReloading={query.isFetching && tokens !== undefined}
      actions={
        <Button asChild variant="outline" size="sm">
          <Link href="/coding?tab=sessions" prefetch={false}>
            Sessions
          </Link>
        </Button>
      }
    >
      <QueryError query={query} />
      <DataTable
        label="Tokens that coding agents send with"
        columns={COLUMNS}
        rows={tokens ?? []}
        rowKey={(token) => token.token_id}
        isLoading={tokens === undefined && !query.error}
        sort={null}
        onSortChange={() => undefined}
        hasPaging={false}
        emptyTitle="No agent reports for you"
        emptyHint="Make an API token with the scope otlp:write and give it to your agent."
      />
    </Panel>
  );
}
