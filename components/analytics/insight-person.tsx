"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { AtLeast } from "@/components/feedback/at-least";
import { QueryError } from "@/components/feedback/query-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatDateTime, formatUsd } from "@/lib/format";
import { insightQueries } from "@/lib/analytics/queries";
import type { InsightPerson } from "@/lib/analytics/schema";
import { CLASS_LABELS } from "./class-labels";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

interface InsightPersonProps {
  url: AnalyticsUrl;
  personId: string;
}

/** One person's spending by project, work on the command line and repositories, for the page's filters. */
export function InsightPersonDetail({ url, personId }: InsightPersonProps) {
  const asked = { ...url.filters, person: [] };
  const query = useRead(insightQueries.person.options({ ...asked, personId }));
  const { data: answer, error } = query;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && url.closePerson()}>
      <DialogContent>
        <DialogTitle>{answer?.data.person.name ?? "Person"}</DialogTitle>
        <DialogDescription>
          {answer
            ? `${answer.data.person.email ?? "no e-mail known"} · ${formatDateTime(answer.data.time.from)} – ${formatDateTime(answer.data.time.to)}`
            : "Spending and work on the command line"}
        </DialogDescription>
        <QueryError query={query} />
        {!answer && !error && <Skeleton className="h-56" />}
        {answer && <PersonBody data={answer.data} />}
        <Button asChild variant="outline" className="w-fit">
          <a href={insightQueries.person.toCsvPath({ ...asked, personId })} download>
            <Download aria-hidden className="text-muted-foreground" />
            CSV
          </a>
        </Button>
      </DialogContent>
    </Dialog>
  );
}

function PersonBody({ data }: { data: InsightPerson }) {
  const { cli } = data;
  return (
    <div className="grid gap-4 text-sm">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Fact label="Spent">
          {!data.time.is_whole && <AtLeast />}
          {formatUsd(data.total_usd)}
        </Fact>
        <Fact label="Command line">
          {!data.time.is_whole && <AtLeast />}
          {formatUsd(data.cli_usd)}
        </Fact>
        <Fact label="Class">
          {cli ? (CLASS_LABELS[cli.classification] ?? cli.classification) : "–"}
        </Fact>
        <Fact label="Sessions">{formatCount(cli?.sessions)}</Fact>
        <Fact label="Lines added">{formatCount(cli?.lines_added)}</Fact>
        <Fact label="Lines removed">{formatCount(cli?.lines_removed)}</Fact>
      </dl>
      <section>
        <h3 className="pb-1 font-medium">By project</h3>
        <ul className="grid gap-1">
          {data.projects.map((row) => (
            <li key={row.id} className="flex justify-between gap-4">
              <span className="truncate">{row.name}</span>
              <span className="tabular-nums">{formatUsd(row.total_usd)}</span>
            </li>
          ))}
          {data.projects.length === 0 && (
            <li className="text-muted-foreground">Nothing was spent in this time.</li>
          )}
        </ul>
      </section>
      {data.repositories.length > 0 && (
        <section>
          <h3 className="pb-1 font-medium">Repositories</h3>
          <ul className="grid gap-1">
            {data.repositories.map((row) => (
              <li key={row.name} className="flex justify-between gap-4">
                <span className="truncate">{row.name}</span>
                <span className="tabular-nums">{formatCount(row.counts.lines_added)} lines</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="text-base font-medium tabular-nums">{children}</dd>
    </div>
  );
}
