"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ApiAnswer } from "@/lib/http/api-client";
import { EmptyState } from "./empty-state";
import { Panel, type PanelProps } from "./panel";
import { QueryError } from "./query-error";
import { SnapshotMarker } from "./snapshot-marker";
import type { ReadResult } from "@/lib/query/use-read";

interface QueryPanelProps<T> extends Omit<PanelProps, "children" | "isReloading" | "marker"> {
  query: ReadResult<T>;
  /** Has the shape of what comes. */
  skeleton: ReactNode;
  isEmpty?: (data: T) => boolean;
  emptyTitle?: string;
  emptyHint?: ReactNode;
  emptyAction?: ReactNode;
  /** Takes one line where it is empty. */
  isFolded?: boolean;
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
  isFolded = false,
  children,
  ...panel
}: QueryPanelProps<T>) {
  const { data: answer, error, isFetching } = query;

  function renderBody(): ReactNode {
    if (!answer) {
      return error ? <QueryError query={query} /> : skeleton;
    }
    if (isEmpty?.(answer.data)) {
      if (isFolded) {
        return (
          <p className={cn("text-sm text-muted-foreground", panel.isFlush && "px-4 pb-4")}>
            {emptyTitle}. {emptyHint}
          </p>
        );
      }
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
      {answer && <QueryError query={query} className="mx-0!" />}
      {renderBody()}
    </Panel>
  );
}
