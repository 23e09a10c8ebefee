"use client";

import { FiguresTable } from "@/components/charts/figures-table";
import { QueryError } from "@/components/feedback/query-error";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { codingQueries } from "@/lib/coding/queries";
import {
  BILLING_TITLES,
  SOURCE_TITLES,
  toHarnessTitle,
  type SessionDetail,
  type TimelineCall,
} from "@/lib/coding/schema";
import { formatDateTime, formatDuration, formatTokens, formatUsd, MISSING } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";
import { parseSessionParam } from "./session-param";
import type { CodingUrlState } from "./use-coding-url";

const HEIGHT = 380;

/** One session: where it worked, and what each of its calls came to. */
export function SessionDialog({ url }: { url: CodingUrlState }) {
  const query = useRead(codingQueries.session.options(parseSessionParam(url.session)));
  const detail = query.data?.data;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && url.closeSession()}>
      <DialogContent className="max-w-3xl!">
        <DialogTitle>
          {detail ? `${toHarnessTitle(detail.session.harness)} session` : "Session"}
        </DialogTitle>
        <DialogDescription className="break-all">
          {detail
            ? `${detail.session.person} · ${detail.session.session_id}`
            : "What each of its calls cost"}
        </DialogDescription>
        <QueryError query={query} />
        {!detail && !query.error && <Skeleton className="h-64" />}
        {detail && <SessionBody detail={detail} />}
      </DialogContent>
    </Dialog>
  );
}

interface FactProps {
  label: string;
  value: string;
}

function Fact({ label, value }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="truncate" title={value}>
        {value === "" ? MISSING : value}
      </dd>
    </div>
  );
}

function toPaid({ billing_mode: mode, charged_by: by }: TimelineCall): string {
  if (by === "gateway") return SOURCE_TITLES[by] ?? by;
  return BILLING_TITLES[mode] ?? mode;
}

function SessionBody({ detail }: { detail: SessionDetail }) {
  const { session, calls } = detail;
  const length = Date.parse(session.last_at) - Date.parse(session.started_at);
  return (
    <div className="grid min-w-0 gap-4 text-sm">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Fact label="Cost" value={formatUsd(session.cost_usd)} />
        <Fact label="Value beside it" value={formatUsd(session.value_usd)} />
        <Fact label="Started" value={formatDateTime(session.started_at)} />
        <Fact label="Length" value={formatDuration(length)} />
        <Fact label="Team" value={session.tenant_name} />
        <Fact label="Repository" value={session.repository} />
        <Fact label="Branch" value={session.branch} />
        <Fact label="Commit" value={detail.commit_sha.slice(0, 12)} />
      </dl>
      <div className="px-4">
        <FiguresTable
          caption="Calls of the session"
          height={HEIGHT}
          columns={["Time", "Model", "Input", "From cache", "Output", "Cost (USD)", "Paid by"]}
          rows={calls.map((call, index) => ({
            id: `${call.at} ${index}`,
            name: `${formatDateTime(call.at)}${call.is_failed ? " · failed" : ""}`,
            cells: [
              ...[call.model || MISSING, formatTokens(call.input_tokens)],
              ...[formatTokens(call.cache_read_tokens), formatTokens(call.output_tokens)],
              ...[formatUsd(call.cost_usd), toPaid(call)],
            ],
          }))}
        />
      </div>
    </div>
  );
}
