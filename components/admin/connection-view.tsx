"use client";

import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { QueryPanel } from "@/components/feedback/query-panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCountOf } from "@/lib/format";
import { operationsQueries } from "@/lib/operations/queries";
import type { ConnectionFinding, FindingStatus } from "@/lib/operations/schema";
import { useRead } from "@/lib/query/use-read";

const LOOKS = {
  ok: { icon: Check, tone: "bg-success-soft text-success", word: "OK" },
  warning: { icon: TriangleAlert, tone: "bg-warning-soft text-warning", word: "Warning" },
  failed: { icon: CircleAlert, tone: "bg-danger-soft text-danger", word: "Failed" },
} as const satisfies Record<FindingStatus, object>;

const ORDER: readonly FindingStatus[] = ["failed", "warning", "ok"];

function summarize(findings: readonly ConnectionFinding[]): string {
  const count = (status: FindingStatus) =>
    findings.filter((finding) => finding.status === status).length;
  if (count("failed") > 0) return `${formatCountOf(count("failed"), "check")} failed`;
  if (count("warning") > 0) return formatCountOf(count("warning"), "warning");
  return "everything is in order";
}

/** What the doctor found about LiteLLM and the analytics API, and what to do about it. */
export function ConnectionView() {
  const query = useRead(operationsQueries.connection.options({}));
  const report = query.data?.data;
  return (
    <>
      <PageHeader
        title="Connection"
        controls={{
          freshness: report && (
            <FreshnessBadge snapshot={{ asOf: report.checked_at, state: "fresh", reason: null }} />
          ),
          refresh: (
            <RefreshButton
              label="Check again"
              isRefreshing={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
          ),
        }}
      />
      <PageBody>
        <QueryPanel
          title="Checks"
          unit={report && summarize(report.findings)}
          query={query}
          isFlush
          skeleton={<ConnectionSkeleton />}
          isEmpty={({ findings }) => findings.length === 0}
          emptyTitle="Nothing was checked yet"
          emptyHint="Choose “Check again”."
        >
          {({ findings }) =>
            [...new Set(findings.map(({ service }) => service))].map((service) => (
              <ServiceFindings
                key={service}
                service={service}
                findings={findings.filter((finding) => finding.service === service)}
              />
            ))
          }
        </QueryPanel>
      </PageBody>
    </>
  );
}

interface ServiceFindingsProps {
  service: string;
  findings: readonly ConnectionFinding[];
}

/** What needs doing first comes first. */
function ServiceFindings({ service, findings }: ServiceFindingsProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h3
        id={headingId}
        className="border-t bg-muted/50 px-4 py-2 text-xs font-medium text-muted-foreground"
      >
        {service}
      </h3>
      <ul>
        {ORDER.flatMap((status) =>
          findings
            .filter((finding) => finding.status === status)
            .map((finding) => <Finding key={finding.check} finding={finding} />),
        )}
      </ul>
    </section>
  );
}

/** One line where all is well; what is wrong has room for what to do. */
function Finding({ finding }: { finding: ConnectionFinding }) {
  const { icon: Icon, tone, word } = LOOKS[finding.status];
  const isInOrder = finding.status === "ok" && finding.todo === null;
  return (
    <li className={cn("flex gap-3 border-t px-4", isInOrder ? "py-1.5" : "py-3")}>
      <span className={cn("mt-0.5 grid size-5 shrink-0 place-items-center rounded-full", tone)}>
        <Icon aria-hidden className="size-3" />
        <span className="sr-only">{word}</span>
      </span>
      <div className={cn("min-w-0", isInOrder && "flex flex-wrap gap-x-3")}>
        <h4 className="font-medium">{finding.check}</h4>
        <p className="text-muted-foreground">{finding.says}</p>
        {finding.todo && <p className="mt-1">{finding.todo}</p>}
      </div>
    </li>
  );
}

function ConnectionSkeleton() {
  return Array.from({ length: 5 }, (_, row) => (
    <div key={row} className="flex gap-3 border-t px-4 py-3">
      <Skeleton className="size-5 rounded-full!" />
      <div className="grid flex-1 gap-1.5">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
    </div>
  ));
}
