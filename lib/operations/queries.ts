import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/http/api-client";
import type { ConnectionReport, SyncRunList } from "./schema";

const RUNNING_POLL_MS = 2_000;
const IDLE_POLL_MS = 30_000;
/** A job that was asked for is taken up by a worker within this time. */
const TAKE_UP_MS = 20_000;
const PATH = "/api/portal/admin";

export const operationsKeys = {
  all: ["operations"] as const,
  runs: () => [...operationsKeys.all, "sync-runs"] as const,
  connection: () => [...operationsKeys.all, "connection"] as const,
};

export const operationsQueries = {
  /** Asks again every 2 s while a run is under way or was asked for just now, else every 30 s. */
  syncRuns: (page: number, askedAtMs = 0) =>
    queryOptions({
      queryKey: [...operationsKeys.runs(), page],
      queryFn: ({ signal }) => getJson<SyncRunList>(`${PATH}/sync-runs?page=${page}`, signal),
      placeholderData: keepPreviousData,
      refetchInterval: (query) =>
        Date.now() - askedAtMs < TAKE_UP_MS ||
        query.state.data?.data.items.some((run) => run.outcome === "running")
          ? RUNNING_POLL_MS
          : IDLE_POLL_MS,
    }),
  connection: () =>
    queryOptions({
      queryKey: operationsKeys.connection(),
      queryFn: ({ signal }) => getJson<ConnectionReport>(`${PATH}/connection`, signal),
    }),
};

/** Queues a job; the list of runs is read again. */
export function useStartSyncRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { job: string; scope: string }) =>
      postJson<unknown>(`${PATH}/sync-runs`, request),
    onSettled: () => client.invalidateQueries({ queryKey: operationsKeys.runs() }),
  });
}
