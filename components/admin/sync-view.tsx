"use client";

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
import { toSyncRunColumns } from "./sync-run-columns";
import { useNow } from "@/components/feedback/use-now";
import { Card } from "@/components/ui/card";
import { formatAge, formatCount, formatCountOf, formatDateTime } from "@/lib/format";
import type { JobState, SnapshotLag } from "@/lib/operations/schema";
import { toJobWords } from "./job-words";
import { OutcomeBadge } from "./outcome-badge";
import { Hint } from "@/components/feedback/hint";
import { useRead } from "@/lib/query/use-read";

const TITLES: Record<string, string> = {
  directory: "Names and budgets",
  usage: "Usage",
  messages: "Messages",
  prices: "Prices",
  accounts: "People's accounts",
  leaderboard: "Leaderboard",
  insights: "Analytics",
};

/** How old the oldest snapshot of each kind is, and how many failed when they were last read. */
function LagPanel({ lag }: { lag: readonly SnapshotLag[] }) {
  const now = useNow();
  if (lag.length === 0) return null;
  return (
    <Panel title="Lag" unit="the oldest snapshot of each kind">
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {lag.map((row) => (
          <div key={row.kind} className="min-w-0">
            <dt className="text-xs text-muted-foreground">{TITLES[row.kind] ?? row.kind}</dt>
            <dd className="font-medium" title={formatDateTime(row.oldest_ok_at)}>
              {row.oldest_ok_at ? now && formatAge(row.oldest_ok_at, now) : "not read yet"}
              {row.failing > 0 && (
                <Hint
                  says={row.newest_error}
                  className="ml-2 rounded-sm bg-danger-soft px-1.5 text-xs font-medium text-danger"
                >
                  {formatCountOf(row.failing, "failure")}
                </Hint>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** What the worker read, when, and what came of it. */
export function SyncView({ canRun }: { canRun: boolean }) {
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1));
  const start = useStartSyncRun();
  const { mutate, isPending: isStarting, submittedAt } = start;
  const query = useRead(syncRunsOptions(page, submittedAt));
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

/** Each job: what came of its newest run, and how long ago it last went well. */
function JobCards({ jobs }: { jobs: readonly JobState[] }) {
  const now = useNow();
  if (jobs.length === 0) return null;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4" aria-label="Jobs">
      {jobs.map(({ job, outcome, last_good_at, progress_done, progress_total }) => (
        <li key={job}>
          <Card className="grid gap-2 p-4">
            <div className="flex items-center justify-between gap-2">
              <h2 className="truncate text-sm font-medium" title={job}>
                {toJobWords(job)}
              </h2>
              <OutcomeBadge outcome={outcome} />
            </div>
            <p className="text-xl font-semibold tracking-tight">
              {last_good_at ? now && formatAge(last_good_at, now) : "not yet"}
            </p>
            <p className="text-xs text-muted-foreground">
              {outcome === "running"
                ? `${formatCount(progress_done)} of ${formatCount(progress_total)} done`
                : "since it last went well"}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
