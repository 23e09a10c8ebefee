"use client";

import type { ReactNode } from "react";
import { AtLeast } from "@/components/feedback/at-least";
import { formatCount, formatDateTime, formatUsd } from "@/lib/format";
import { PersonDialog } from "./person-dialog";
import { insightQueries } from "@/lib/analytics/queries";
import type { InsightPerson } from "@/lib/analytics/schema";
import { CLASS_LABELS } from "@/lib/analytics/words";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

interface InsightPersonProps {
  url: AnalyticsUrl;
  personId: string;
}

/** One person's spending by project, work on the command line and repositories, for the page's filters. */
export function InsightPersonDetail({ url, personId }: InsightPersonProps) {
  const asked = { ...url.filters, personId };
  return (
    <PersonDialog
      query={useRead(insightQueries.person.options(asked))}
      csvHref={insightQueries.person.toCsvPath(asked)}
      onClose={url.closePerson}
      toTitle={(data) => data?.person.name ?? "Person"}
      toDescription={(data) =>
        data
          ? `${data.person.email ?? "no e-mail known"} · ${formatDateTime(data.time.from)} – ${formatDateTime(data.time.to)}`
          : "Spending and work on the command line"
      }
    >
      {(data) => <PersonBody data={data} />}
    </PersonDialog>
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
            <Line key={row.id} name={row.name} value={formatUsd(row.total_usd)} />
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
            {data.repositories.map(({ name, counts }) => (
              <Line key={name} name={name} value={`${formatCount(counts.lines_added)} lines`} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <li className="flex justify-between gap-4">
      <span className="truncate">{name}</span>
      <span className="tabular-nums">{value}</span>
    </li>
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
