"use client";

import { useState } from "react";
import { Deletion } from "@/components/feedback/deletion";
import { Button } from "@/components/ui/button";
import { formatCountOf, formatDateTime, formatUsd } from "@/lib/format";
import { peopleQueries, toCohortPath } from "@/lib/people/queries";
import type { CohortSnapshotRow } from "@/lib/people/schema";

interface KeptFiguresProps {
  cohortId: string;
  rows: readonly CohortSnapshotRow[];
}

export function toSnapshotName(row: CohortSnapshotRow): string {
  return row.name || formatDateTime(row.as_of ?? row.taken_at);
}

/** What was kept, and its deletion. */
export function KeptFigures({ cohortId, rows }: KeptFiguresProps) {
  const [asked, setAsked] = useState<CohortSnapshotRow | null>(null);
  return (
    <div className="pt-4 text-sm empty:hidden">
      <Deletion
        noun="snapshot"
        says="Its figures can no longer be compared with. You can take this back."
        path={toCohortPath(cohortId, "/snapshots")}
        renews={peopleQueries.snapshots.toKey({ cohortId })}
        asked={asked && { id: asked.snapshot_id, name: toSnapshotName(asked) }}
        onAnswered={() => setAsked(null)}
      />
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
                <Button variant="ghost" size="sm" onClick={() => setAsked(row)}>
                  Delete
                  <span className="sr-only"> {toSnapshotName(row)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
