"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApiAnswer } from "@/lib/http/api-client";
import { EmptyState } from "./empty-state";
import { ErrorNotice } from "./error-notice";
import { Panel, type PanelProps } from "./panel";
import { SnapshotMarker } from "./snapshot-marker";

interface QueryPanelProps<T> extends Omit<PanelProps, "children" | "isReloading" | "marker"> {
  query: UseQueryResult<ApiAnswer<T>>;
  /** Has the shape of what comes. */
  skeleton: ReactNode;
  isEmpty?: (data: T) => boolean;
  emptyTitle?: string;
  emptyHint?: ReactNode;
  emptyAction?: ReactNode;
  children: (data: T, answer: ApiAnswer<T>) => ReactNode;
}

/** A panel around one query with all its states: loading, empty, failed, failed with older figures, reloading. */
export function QueryPanel<T>({
  query,
  skeleton,
  isEmpty,
  emptyTitle = "No usage data for this period",
  emptyHint = "Choose another time range, or wait for the next sync.",
  emptyAction,
  children,
  ...panel
}: QueryPanelProps<T>) {
  const { data: answer, error, isFetching, refetch } = query;
  const retry = () => void refetch();

  function renderBody(): ReactNode {
    if (!answer) {
      if (!error) return skeleton;
      return <ErrorNotice error={error} onRetry={retry} isRetrying={isFetching} />;
    }
    if (isEmpty?.(answer.data)) {
      return <EmptyState title={emptyTitle} hint={emptyHint} action={emptyAction} />;
    }
    return children(answer.data, answer);
  }

  return (
    <Panel
      {...panel}
      isReloading={isFetching && answer !== undefined}
      marker={answer && <SnapshotMarker snapshot={answer.snapshot} />}
    >
      {answer && error && (
        <ErrorNotice
          error={error}
          onRetry={retry}
          isRetrying={isFetching}
          keptAsOf={answer.snapshot.asOf}
          className="mx-0!"
        />
      )}
      {renderBody()}
    </Panel>
  );
}
