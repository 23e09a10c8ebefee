"use client";

import { ErrorNotice } from "./error-notice";
import type { ReadResult } from "@/lib/query/use-read";

interface QueryErrorProps {
  query: ReadResult<unknown>;
  className?: string;
}

/** Why a query failed, with "Try again"; a slim line while older figures stay on show, and nothing while all is well. */
export function QueryError({ query, className }: QueryErrorProps) {
  const { data: answer, error, isFetching, isPlaceholderData, refetch } = query;
  if (!error) return null;
  return (
    <ErrorNotice
      error={error}
      onRetry={() => void refetch()}
      isRetrying={isFetching}
      keptAsOf={answer?.snapshot.asOf}
      isFromBefore={isPlaceholderData}
      className={className}
    />
  );
}
