"use client";

import { formatCount, formatUsd } from "@/lib/format";
import { insightQueries } from "@/lib/analytics/queries";
import type { InsightTable, InsightTableName } from "@/lib/analytics/schema";
import { BarsChart } from "./bars-chart";
import { CliPeopleTable } from "./cli-people-table";
import { CLASS_LABELS } from "@/lib/analytics/words";
import { MetricCards } from "./metric-cards";
import { NamedTable } from "./named-table";
import { ReadingNotice } from "./reading-notice";
import { REPOSITORY_COLUMNS } from "./table-columns";
import { TimeNote } from "./time-note";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

interface PatternChart {
  name: InsightTableName;
  title: string;
  unit: string;
  count: string;
  nameHeader: string;
  layout: "rows" | "columns";
  color: string;
  toName?: (name: string) => string;
  className?: string;
}

const CHARTS: readonly PatternChart[] = [
  {
    ...{ name: "cli_weekdays", title: "By weekday", unit: "activity", count: "activity" },
    ...{ nameHeader: "Weekday", layout: "columns", color: "var(--series-cli)" },
  },
  {
    ...{ name: "cli_hours", title: "By hour of the day", unit: "activity, UTC", count: "activity" },
    ...{ nameHeader: "Hour", layout: "columns", color: "var(--series-cli)" },
    className: "lg:col-span-2",
  },
  {
    ...{ name: "cli_depths", title: "Session depth", unit: "sessions", count: "sessions" },
    ...{ nameHeader: "Prompts", layout: "columns", color: "var(--series-1)" },
  },
  {
    ...{ name: "cli_classes", title: "Classification", unit: "people", count: "people" },
    ...{ nameHeader: "Class", layout: "rows", color: "var(--series-8)" },
    toName: (name) => CLASS_LABELS[name] ?? name,
  },
  {
    ...{ name: "cli_clients", title: "Coding agents", unit: "uses", count: "uses" },
    ...{ nameHeader: "Agent", layout: "rows", color: "var(--series-10)" },
  },
];

const TOP_BARS = 24;

function PatternBars({ chart, url }: { chart: PatternChart; url: AnalyticsUrl }) {
  const { name, count, toName = String } = chart;
  const query = useRead(insightQueries.table.options({ ...url.filters, table: name }));
  return (
    <BarsChart<InsightTable>
      title={chart.title}
      unit={chart.unit}
      query={query}
      csvHref={insightQueries.table.toCsvPath({ ...url.filters, table: name })}
      fileName={name.replace(/_/g, "-")}
      nameHeader={chart.nameHeader}
      layout={chart.layout}
      formatValue={formatCount}
      className={chart.className}
      unavailable={(data) => data?.unavailable ?? null}
      toBars={({ rows }) =>
        rows.slice(0, TOP_BARS).map((row) => ({
          id: row.name,
          name: toName(row.name),
          value: row.counts[count] ?? null,
          color: chart.color,
          ...(row.cost_usd === null
            ? {}
            : { details: [{ label: "Cost", value: formatUsd(row.cost_usd) }] }),
        }))
      }
    />
  );
}

/** How people use the command line: figures, patterns, classes, top spenders, repositories. */
export function CliTab({ url }: { url: AnalyticsUrl }) {
  const summary = useRead(insightQueries.cliSummary.options(url.filters));
  return (
    <>
      <TimeNote time={summary.data?.data.time} />
      <ReadingNotice area="cli" filters={url.filters} query={summary} />
      <MetricCards query={summary} label="Figures" />
      <div className="grid gap-4 lg:grid-cols-3 [&>*]:min-w-0">
        {CHARTS.map((chart) => (
          <PatternBars key={chart.name} chart={chart} url={url} />
        ))}
      </div>
      <CliPeopleTable url={url} />
      <NamedTable
        title="Repositories"
        name="cli_repositories"
        filters={url.filters}
        columns={REPOSITORY_COLUMNS}
        firstSort="lines_added"
      />
    </>
  );
}
