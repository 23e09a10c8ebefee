import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/api-client";
import { defineRead, type NoInput } from "@/lib/query/read";
import type { ConnectionReport, SyncRunList } from "./schema";

const RUNNING_POLL_MS = 2_000;
const IDLE_POLL_MS = 30_000;
/** A job that was asked for is taken up by a worker within this time. */
const TAKE_UP_MS = 20_000;
const SYNC_RUNS = defineRead<{ page: number }, SyncRunList>()("/api/portal/admin/sync-runs");

export const operationsQueries = {
  syncRuns: SYNC_RUNS,
  connection: defineRead<NoInput, ConnectionReport>()("/api/portal/admin/connection"),
};

/** Asks again every 2 s while a run is under way or was asked for just now, else every 30 s. */
export function syncRunsOptions(page: number, askedAtMs: number) {
  return queryOptions({
    ...SYNC_RUNS.options({ page }),
    refetchInterval: (query) =>
      Date.now() - askedAtMs < TAKE_UP_MS ||
      query.state.data?.data.items.some((run) => run.outcome === "running")
        ? RUNNING_POLL_MS
        : IDLE_POLL_MS,
  });
}

/** Queues a job; the list of runs is read again. */
export function useStartSyncRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { job: string; scope: string }) =>
      postJson<unknown>(SYNC_RUNS.path, request),
    onSettled: () => client.invalidateQueries({ queryKey: ["admin", "sync-runs"] }),
  });
}
