"use client";

import { useId, type ReactNode } from "react";
import { QueryError } from "@/components/feedback/query-error";
import { SnapshotMarker } from "@/components/feedback/snapshot-marker";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { ReadResult } from "@/lib/query/use-read";

interface StatCardProps<T> {
  title: string;
  query: ReadResult<T>;
  className?: string;
  children: (data: T, answer: ApiAnswer<T>) => ReactNode;
}

/** One large figure with all its states (a partial one is marked at the figure); as high while it loads as when it is there. */
export function StatCard<T>({ title, query, className, children }: StatCardProps<T>) {
  const headingId = useId();
  const { data: answer, error, isFetching } = query;
  return (
    <Card
      aria-labelledby={headingId}
      aria-busy={isFetching}
      className={cn(
        "relative flex min-h-26 min-w-0 flex-col overflow-clip px-4 py-3 sm:min-h-30",
        className,
      )}
    >
      {isFetching && answer && (
        <div aria-hidden className="absolute inset-x-0 top-0 h-0.5 reload-line" />
      )}
      <div className="flex items-center gap-2">
        <h2 id={headingId} className="text-xs font-medium text-muted-foreground">
          {title}
        </h2>
        {answer?.snapshot.state === "stale" && <SnapshotMarker snapshot={answer.snapshot} />}
      </div>
      <QueryError
        query={query}
        className={answer ? "mx-0! my-1!" : "min-h-0! flex-1 gap-1! p-0! text-xs"}
      />
      {answer ? children(answer.data, answer) : error ? null : <StatSkeleton />}
    </Card>
  );
}

function StatSkeleton() {
  return (
    <div className="flex flex-1 flex-col justify-between pt-2">
      <Skeleton className="h-8 w-36" />
      <Skeleton className="h-4 w-24" />
    </div>
  );
}
