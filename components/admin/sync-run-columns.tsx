import { RotateCw } from "lucide-react";
import { Hint } from "@/components/feedback/hint";
import type { TableColumn } from "@/components/table/table-columns";
import { Button } from "@/components/ui/button";
import { formatCount, formatDateTime, formatDuration, MISSING } from "@/lib/format";
import type { SyncRunRow } from "@/lib/operations/schema";
import { toJobWords } from "./job-words";
import { OutcomeBadge } from "./outcome-badge";

function toDurationMs(run: SyncRunRow): number | null {
  return run.ended_at === null ? null : Date.parse(run.ended_at) - Date.parse(run.started_at);
}

function toFigure(
  id: string,
  header: string,
  hint: string,
  read: (run: SyncRunRow) => number,
): TableColumn<SyncRunRow> {
  return { id, header, hint, align: "right", cell: (run) => formatCount(read(run)) };
}

/** One row a run; the last column runs the same again, for those who may. */
export function toSyncRunColumns(
  onRunAgain: ((run: SyncRunRow) => void) | null,
  isStarting: boolean,
): TableColumn<SyncRunRow>[] {
  const columns = listFigures();
  return onRunAgain ? [...columns, toAgainColumn(onRunAgain, isStarting)] : columns;
}

function toAgainColumn(
  onRunAgain: (run: SyncRunRow) => void,
  isStarting: boolean,
): TableColumn<SyncRunRow> {
  return {
    id: "again",
    header: "Again",
    cell: (run) => (
      <Button
        variant="quiet"
        size="sm"
        disabled={isStarting || run.outcome === "running"}
        aria-label={`Run ${toJobWords(run.job)} ${run.scope_name ?? run.scope} again`}
        onClick={() => onRunAgain(run)}
      >
        <RotateCw aria-hidden />
        Run
      </Button>
    ),
  };
}

function listFigures(): TableColumn<SyncRunRow>[] {
  return [
    {
      id: "job",
      header: "Job",
      className: "min-w-40",
      cell: (run) => (
        <span className="flex items-baseline gap-2">
          <span className="font-medium" title={run.job}>
            {toJobWords(run.job)}
          </span>
          {run.scope && (
            <span className="max-w-40 truncate text-xs text-muted-foreground" title={run.scope}>
              {run.scope_name ?? run.scope}
            </span>
          )}
        </span>
      ),
    },
    { id: "outcome", header: "Outcome", cell: (run) => <OutcomeBadge outcome={run.outcome} /> },
    { id: "started", header: "Started", cell: (run) => formatDateTime(run.started_at) },
    {
      id: "duration",
      header: "Duration",
      align: "right",
      cell: (run) =>
        run.outcome === "running"
          ? `${formatCount(run.progress_done)} of ${formatCount(run.progress_total)}`
          : formatDuration(toDurationMs(run)),
    },
    toFigure("read", "Read", "Rows that LiteLLM answered", (run) => run.rows_read),
    toFigure(
      "changed",
      "Changed",
      "Rows that differed from what was kept",
      (run) => run.rows_changed,
    ),
    toFigure(
      "rejected",
      "Rejected",
      "Rows that did not make sense and were left out",
      (run) => run.rows_rejected,
    ),
    toFigure("pages", "Pages", "Pages of LiteLLM's lists", (run) => run.pages),
    toFigure("retries", "Retries", "Requests that were sent again", (run) => run.retries),
    { id: "trigger", header: "Trigger", isHiddenAtFirst: true, cell: (run) => run.trigger },
    {
      ...toFigure("requests", "Requests", "Requests to LiteLLM", (run) => run.requests),
      isHiddenAtFirst: true,
    },
    {
      id: "error",
      header: "Error",
      cell: (run) => <RunError error={run.error} />,
    },
  ];
}

function RunError({ error }: { error: string | null }) {
  if (error === null) return <span className="text-muted-foreground">{MISSING}</span>;
  return (
    <Hint says={error} className="block max-w-56 truncate text-left text-danger">
      {error}
    </Hint>
  );
}
