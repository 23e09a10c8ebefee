"use client";

import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiAnswer } from "@/lib/http/api-client";

/** An answer on the screen, and what became of the question. */
export interface ReadResult<Data> {
  data: ApiAnswer<Data> | undefined;
  error: Error | null;
  /** Nothing was read yet and nothing failed. */
  isPending: boolean;
  isFetching: boolean;
  /** The answer belongs to the question before: this one is on its way, or failed. */
  isPlaceholderData: boolean;
  refetch: () => Promise<unknown>;
}

/** Asks a question of the portal. The answer before stays until there is another, a failure between them included. */
export function useRead<Data>(options: UseQueryOptions<ApiAnswer<Data>>): ReadResult<Data> {
  const { data, error, isPending, isFetching, isPlaceholderData, refetch } = useQuery(options);
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  const isKept = data === undefined && error !== null && last !== undefined;
  return {
    data: isKept ? last : data,
    error,
    isPending,
    isFetching,
    isPlaceholderData: isPlaceholderData || isKept,
    refetch,
  };
}
