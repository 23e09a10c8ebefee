"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { alertQueries, useResendDelivery } from "@/lib/alerts/queries";
import type { AlertDeliveryRow } from "@/lib/alerts/schema";
import { formatCount, formatDateTime } from "@/lib/format";
import { alertsSearchParams } from "./alerts-search-params";
import { useRead } from "@/lib/query/use-read";

const STATES = {
  pending: { tone: "warning", words: "Waiting" },
  sent: { tone: "success", words: "Sent" },
  dead: { tone: "danger", words: "Given up" },
} as const;

function toColumns(resend: (row: AlertDeliveryRow) => void): TableColumn<AlertDeliveryRow>[] {
  return [
    {
      id: "says",
      header: "Message",
      className: "w-full max-w-[14rem] min-w-[14rem] whitespace-normal! md:max-w-0",
      cell: (row) => (
        <span className="block py-1.5">
          {row.says}
          {row.error && <span className="block text-xs text-danger">{row.error}</span>}
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: (row) => <Badge tone={STATES[row.state].tone}>{STATES[row.state].words}</Badge>,
    },
    {
      id: "channel",
      header: "Channel",
      cell: (row) => row.channel_name ?? "a channel that is gone",
    },
    {
      id: "attempts",
      header: "Attempts",
      align: "right",
      cell: (row) => formatCount(row.attempts),
    },
    {
      id: "at",
      header: "When",
      cell: (row) => formatDateTime(row.sent_at ?? row.next_attempt_at ?? row.created_at),
    },
    {
      id: "actions",
      header: "Actions",
      cell: (row) =>
        row.can_resend && (
          <Button size="sm" variant="outline" onClick={() => resend(row)}>
            Send again
          </Button>
        ),
    },
  ];
}

/** What was sent, what is tried again, and what was given up. */
export function DeliveriesTab() {
  const [url, setUrl] = useQueryStates(alertsSearchParams);
  const query = useRead(alertQueries.deliveries.options({ page: Math.max(1, url.page) }));
  const resend = useResendDelivery();
  const columns = useMemo(() => toColumns((row) => resend.mutate({ id: row.id })), [resend]);
  const list = query.data?.data;
  const error = query.error ?? resend.error;
  return (
    <>
      {error && <ErrorNotice error={error} keptAsOf={null} className="mt-3" />}
      <DataTable
        label="Deliveries, newest first"
        columns={columns}
        rows={list?.items ?? []}
        rowKey={(row) => row.id}
        isLoading={query.isPending}
        pageSize={list?.page_size}
        serverPaging={{
          page: url.page,
          total: list?.total ?? 0,
          onPageChange: (page) => void setUrl({ page }, { history: "push", scroll: true }),
        }}
        emptyTitle="Nothing was sent yet"
        emptyHint="Messages appear here when an alert fires whose rule has a channel."
      />
    </>
  );
}
