"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { parseAsString, useQueryStates } from "nuqs";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { EmptyState } from "@/components/feedback/empty-state";
import { Panel } from "@/components/feedback/panel";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatDateTime, formatUsd } from "@/lib/format";
import { postJson } from "@/lib/http/api-client";
import { KeptFigures, toSnapshotName } from "./kept-figures";
import { peopleQueries, toCohortPath } from "@/lib/people/queries";
import type { CohortComparison, CohortSnapshotRow, ComparedPerson } from "@/lib/people/schema";
import { useRead } from "@/lib/query/use-read";

interface ComparePanelProps {
  cohortId: string;
  canEdit: boolean;
}

const SHOWN = 8;

/** Keeps the figures of a moment and shows who rose, fell, came and went since. */
export function ComparePanel({ cohortId, canEdit }: ComparePanelProps) {
  const client = useQueryClient();
  const snapshots = useRead(peopleQueries.snapshots.options({ cohortId }));
  const take = useMutation({
    mutationFn: () => postJson<unknown>(toCohortPath(cohortId, "/snapshots"), {}),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: peopleQueries.snapshots.toKey({ cohortId }) }),
  });
  const rows = snapshots.data?.data ?? [];
  return (
    <Panel
      title="Compare"
      unit="two moments of this cohort"
      actions={
        canEdit && (
          <Button
            variant="outline"
            size="sm"
            disabled={take.isPending}
            onClick={() => take.mutate()}
          >
            Keep today’s figures
          </Button>
        )
      }
    >
      {take.error && (
        <ErrorNotice error={take.error} onRetry={() => take.mutate()} isRetrying={take.isPending} />
      )}
      {snapshots.isPending && <Skeleton className="h-24" />}
      {snapshots.data && rows.length === 0 && (
        <EmptyState
          title="Nothing kept yet"
          hint="Keep today’s figures; later this shows who rose, who fell, who is new and who is gone."
        />
      )}
      {rows.length > 0 && <Comparison cohortId={cohortId} rows={rows} />}
      {canEdit && <KeptFigures cohortId={cohortId} rows={rows} />}
    </Panel>
  );
}

function Comparison({ cohortId, rows }: { cohortId: string; rows: readonly CohortSnapshotRow[] }) {
  const [state, setState] = useQueryStates({
    from: parseAsString.withDefault(rows.at(0)?.snapshot_id ?? ""),
    to: parseAsString.withDefault("now"),
  });
  const comparison = useRead(peopleQueries.comparison.options({ cohortId, ...state }));
  const toOption = (row: CohortSnapshotRow) => (
    <option key={row.snapshot_id} value={row.snapshot_id}>
      {toSnapshotName(row)} ({formatUsd(row.total_usd)})
    </option>
  );
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <NativeSelect
          aria-label="Earlier moment"
          value={state.from}
          onChange={(event) => void setState({ from: event.target.value })}
        >
          {rows.map(toOption)}
        </NativeSelect>
        <span className="text-muted-foreground">against</span>
        <NativeSelect
          aria-label="Later moment"
          value={state.to}
          onChange={(event) => void setState({ to: event.target.value })}
        >
          <option value="now">Now</option>
          {rows.map(toOption)}
        </NativeSelect>
      </div>
      {comparison.error && (
        <ErrorNotice
          error={comparison.error}
          onRetry={() => void comparison.refetch()}
          isRetrying={comparison.isFetching}
        />
      )}
      {comparison.data && <Lists comparison={comparison.data.data} />}
    </div>
  );
}

function Lists({ comparison }: { comparison: CohortComparison }) {
  const { before, after } = comparison;
  const difference = after.total_usd - before.total_usd;
  return (
    <>
      <p className="text-sm">
        {formatUsd(before.total_usd)} on {formatDateTime(before.at)} to {formatUsd(after.total_usd)}{" "}
        on {formatDateTime(after.at)}: {difference >= 0 ? "+" : ""}
        {formatUsd(difference)}. {formatCount(comparison.unchanged)} people are unchanged. A counter
        that LiteLLM reset in between shows as fallen.
      </p>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        <PersonList title="Risen" people={comparison.risen} />
        <PersonList title="Fallen" people={comparison.fallen} />
        <PersonList title="New" people={comparison.joined} />
        <PersonList title="Gone" people={comparison.gone} />
      </div>
    </>
  );
}

function PersonList({ title, people }: { title: string; people: readonly ComparedPerson[] }) {
  const [isWhole, setIsWhole] = useState(false);
  return (
    <section aria-label={title}>
      <h3 className="pb-1 text-xs font-medium text-muted-foreground">
        {title} ({formatCount(people.length)})
      </h3>
      <ul className="grid gap-1 text-sm">
        {(isWhole ? people : people.slice(0, SHOWN)).map((person) => (
          <li key={person.person_id} className="flex justify-between gap-3">
            <span className="truncate">{person.person_id}</span>
            <span className="shrink-0">
              {person.is_partial && "~"}
              {person.change_usd > 0 && "+"}
              {formatUsd(person.change_usd)}
            </span>
          </li>
        ))}
        {people.length === 0 && <li className="text-muted-foreground">Nobody</li>}
        {people.length > SHOWN && (
          <li>
            <button
              type="button"
              className="text-muted-foreground hover:underline"
              onClick={() => setIsWhole(!isWhole)}
            >
              {isWhole
                ? "Show the largest only"
                : `Show ${formatCount(people.length - SHOWN)} more`}
              <span className="sr-only">, {title}</span>
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
