"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { DataTable } from "@/components/table/data-table";
import { syncRunsOptions, useStartSyncRun } from "@/lib/operations/queries";
import { JobCards } from "./job-cards";
import { LagPanel } from "./lag-panel";
import { toSyncRunColumns } from "./sync-run-columns";

/** What the worker read, when, and what came of it. */
export function SyncView({ canRun }: { canRun: boolean }) {
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1));
  const start = useStartSyncRun();
  const { mutate, isPending: isStarting, submittedAt } = start;
  const query = useQuery(syncRunsOptions(page, submittedAt));
  const list = query.data?.data;
  const columns = useMemo(
    () => toSyncRunColumns(canRun ? ({ job, scope }) => mutate({ job, scope }) : null, isStarting),
    [mutate, isStarting, canRun],
  );
  return (
    <>
      <PageHeader
        title="Sync"
        controls={{
          refresh: (
            <RefreshButton isRefreshing={query.isFetching} onRefresh={() => void query.refetch()} />
          ),
        }}
      />
      <PageBody>
        {page === 1 && list && <JobCards jobs={list.jobs} />}
        {page === 1 && list && <LagPanel lag={list.lag} />}
        <Panel title="Runs" isTitleHidden isFlush isReloading={query.isFetching && !!list}>
          {start.error && <ErrorNotice error={start.error} keptAsOf={null} />}
          <QueryError query={query} />
          {(list !== undefined || !query.error) && (
            <DataTable
              label="Runs of the sync jobs, newest first"
              columns={columns}
              rows={list?.items ?? []}
              rowKey={(run) => run.run_id}
              isLoading={query.isPending}
              sort={null}
              onSortChange={() => undefined}
              pageSize={list?.page_size}
              serverPaging={{
                page,
                total: list?.total ?? 0,
                onPageChange: (next) => void setPage(next, { history: "push" }),
              }}
              toolbar={<RunsCaption />}
              emptyTitle="No run yet"
              emptyHint="The worker starts its jobs when it starts. Check that it runs beside the web process."
            />
          )}
        </Panel>
      </PageBody>
    </>
  );
}

function RunsCaption() {
  return (
    <p aria-hidden className="flex items-baseline gap-2">
      <span className="font-medium">Runs</span>
      <span className="text-xs text-muted-foreground">newest first</span>
    </p>
  );
}
