"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { formatCountOf, formatDateTime, formatUsd } from "@/lib/format";
import { deleteJson, postJson } from "@/lib/http/api-client";
import { peopleQueries, toCohortPath } from "@/lib/people/queries";
import type { CohortSnapshotRow } from "@/lib/people/schema";

interface KeptFiguresProps {
  cohortId: string;
  rows: readonly CohortSnapshotRow[];
}

export function toSnapshotName(row: CohortSnapshotRow): string {
  return row.name || formatDateTime(row.as_of ?? row.taken_at);
}

/** What was kept, and its removal, which asks first and can be taken back. */
export function KeptFigures({ cohortId, rows }: KeptFiguresProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const [removed, setRemoved] = useState<CohortSnapshotRow | null>(null);
  const toPath = (row: CohortSnapshotRow) =>
    toCohortPath(cohortId, `/snapshots/${row.snapshot_id}`);
  const renew = () =>
    client.invalidateQueries({ queryKey: peopleQueries.snapshots.toKey({ cohortId }) });
  const remove = useMutation({
    mutationFn: (row: CohortSnapshotRow) => deleteJson(toPath(row)),
    onSuccess: (_, row) => {
      setAsked(null);
      setRemoved(row);
      return renew();
    },
  });
  const restore = useMutation({
    mutationFn: (row: CohortSnapshotRow) => postJson<unknown>(toPath(row), {}),
    onSuccess: () => {
      setRemoved(null);
      return renew();
    },
  });
  const error = remove.error ?? restore.error;
  return (
    <div className="grid gap-2 pt-4 text-sm empty:hidden">
      {error && <ErrorNotice error={error} className="mx-0!" />}
      {removed && (
        <p role="status" className="flex flex-wrap items-center gap-2">
          “{toSnapshotName(removed)}” is deleted.
          <Button
            variant="outline"
            size="sm"
            disabled={restore.isPending}
            onClick={() => restore.mutate(removed)}
          >
            Undo
          </Button>
        </p>
      )}
      {rows.length > 0 && (
        <details>
          <summary>Kept figures ({rows.length})</summary>
          <ul className="divide-y">
            {rows.map((row) => (
              <li key={row.snapshot_id} className="flex flex-wrap items-center gap-x-4 py-1.5">
                <span className="min-w-0 flex-1 truncate">{toSnapshotName(row)}</span>
                <span className="text-muted-foreground">
                  {formatDateTime(row.as_of ?? row.taken_at)} ·{" "}
                  {formatCountOf(row.participants, "person", "people")}
                </span>
                <span>{formatUsd(row.total_usd)}</span>
                {asked === row.snapshot_id ? (
                  <>
                    <Button variant="outline" size="sm" onClick={() => setAsked(null)}>
                      Keep it
                    </Button>
                    <Button
                      variant="destructive"
                      size="sm"
                      disabled={remove.isPending}
                      onClick={() => remove.mutate(row)}
                    >
                      Delete {toSnapshotName(row)}
                    </Button>
                  </>
                ) : (
                  <Button variant="ghost" size="sm" onClick={() => setAsked(row.snapshot_id)}>
                    Delete
                    <span className="sr-only"> {toSnapshotName(row)}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
