"use client";

import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Deletion } from "@/components/feedback/deletion";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ALERTS_KEY, alertQueries, useTestAlertChannel } from "@/lib/alerts/queries";
import type { AlertChannelRow } from "@/lib/alerts/schema";
import { CHANNEL_KINDS, ChannelDialog } from "./channel-form";
import { useRead } from "@/lib/query/use-read";

function toColumns(
  test: (row: AlertChannelRow) => void,
  edit: (row: AlertChannelRow) => void,
  remove: (row: AlertChannelRow) => void,
): TableColumn<AlertChannelRow>[] {
  return [
    {
      id: "name",
      header: "Channel",
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    {
      id: "kind",
      header: "Kind",
      cell: (row) => <Badge tone="outline">{CHANNEL_KINDS[row.kind]}</Badge>,
    },
    {
      id: "target",
      header: "Goes to",
      cell: (row) =>
        row.target ?? (
          <span className="text-danger">
            It was encrypted with another secret and cannot be read. Delete the channel and add it
            again.
          </span>
        ),
    },
    {
      id: "tenant",
      header: "Tenant",
      cell: (row) => (row.tenant_id === "" ? "all" : (row.tenant_name ?? row.tenant_id)),
    },
    {
      id: "actions",
      header: "Actions",
      cell: (row) =>
        row.can_edit && (
          <span className="flex gap-1">
            <Button
              size="sm"
              variant="outline"
              aria-label={`Send a test to ${row.name}`}
              onClick={() => test(row)}
            >
              Send a test
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={`Edit the channel ${row.name}`}
              onClick={() => edit(row)}
            >
              Edit
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={`Delete the channel ${row.name}`}
              onClick={() => remove(row)}
            >
              Delete
            </Button>
          </span>
        ),
    },
  ];
}

/** Where alerts are sent. */
export function ChannelsTab({ canAdd }: { canAdd: boolean }) {
  const query = useRead(alertQueries.channels.options({}));
  const [edited, setEdited] = useState<AlertChannelRow | "new" | null>(null);
  const [asked, setAsked] = useState<AlertChannelRow | null>(null);
  const test = useTestAlertChannel();
  const { mutate: send } = test;
  const columns = useMemo(
    () => toColumns(({ id }) => send({ id }), setEdited, setAsked),
    [send, setEdited, setAsked],
  );
  const error = query.error ?? test.error;
  return (
    <>
      {error && <ErrorNotice error={error} keptAsOf={null} className="mt-3" />}
      {test.isSuccess && (
        <p role="status" className="mx-4 mt-3 text-sm text-success">
          The test was accepted by the receiver.
        </p>
      )}
      <Deletion
        noun="channel"
        says="Rules that name it send nothing to it any more, and messages that wait for it are dropped."
        path={alertQueries.channels.path}
        renews={ALERTS_KEY}
        asked={asked}
        onAnswered={() => setAsked(null)}
      />
      <DataTable
        label="Alert channels"
        columns={columns}
        rows={query.data?.data.items ?? []}
        rowKey={(row) => row.id}
        isLoading={query.isPending}
        emptyTitle="No channels yet"
        emptyHint="Alerts are in the portal all the same. Add a mailbox, a Slack webhook or a webhook of your own."
        toolbar={
          canAdd && (
            <Button size="sm" onClick={() => setEdited("new")}>
              <Plus aria-hidden />
              New channel
            </Button>
          )
        }
      />
      <ChannelDialog channel={edited} onClose={() => setEdited(null)} />
    </>
  );
}
