"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiAnswer } from "@/lib/http/api-client";
import { ErrorNotice } from "./error-notice";

interface QueryErrorProps {
  query: UseQueryResult<ApiAnswer<unknown>>;
  className?: string;
}

/** Why a query failed, with "Try again"; a slim line while older figures stay on show, and nothing while all is well. */
export function QueryError({ query, className }: QueryErrorProps) {
  const { data: answer, error, isFetching, refetch } = query;
  if (!error) return null;
  return (
    <ErrorNotice
      error={error}
      onRetry={() => void refetch()}
      isRetrying={isFetching}
      keptAsOf={answer?.snapshot.asOf}
      className={className}
    />
  );
}
