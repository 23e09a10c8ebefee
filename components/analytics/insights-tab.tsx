"use client";

import { formatCount } from "@/lib/format";
import { insightQueries } from "@/lib/analytics/queries";
import type { InsightTable, TableRow } from "@/lib/analytics/schema";
import { BarsChart } from "./bars-chart";
import { MetricCards } from "./metric-cards";
import { NamedTable } from "./named-table";
import { ReadingNotice } from "./reading-notice";
import { SpendersTable } from "./spenders-table";
import { SpendingChart } from "./spending-chart";
import { ASSISTANT_COLUMNS, TOOL_COLUMNS, WORKFLOW_COLUMNS } from "./table-columns";
import { TimeNote } from "./time-note";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

const TOP_MODELS = 8;

export function toModelBars({ rows }: InsightTable) {
  return rows.slice(0, TOP_MODELS).map((row: TableRow) => ({
    id: row.name,
    name: row.name,
    value: row.counts.requests ?? null,
    color: "var(--series-1)",
  }));
}

/** What people spend and use: figures, spending over time, assistants, workflows, projects, people, models, tools. */
export function InsightsTab({ url }: { url: AnalyticsUrl }) {
  const { filters } = url;
  const summary = useRead(insightQueries.summary.options(filters));
  const spending = useRead(insightQueries.spending.options(filters));
  const models = useRead(insightQueries.table.options({ ...filters, table: "models" }));
  return (
    <>
      <TimeNote time={summary.data?.data.time} />
      <ReadingNotice area="platform" filters={filters} query={summary} />
      <MetricCards query={summary} label="Figures" />
      <SpendingChart query={spending} csvHref={insightQueries.spending.toCsvPath(filters)} />
      <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <NamedTable
          title="Top assistants"
          name="assistants"
          filters={filters}
          columns={ASSISTANT_COLUMNS}
          firstSort="messages"
        />
        <NamedTable
          title="Workflows"
          name="workflows"
          filters={filters}
          columns={WORKFLOW_COLUMNS}
          firstSort="runs"
        />
        <SpendersTable by="project" filters={filters} />
        <SpendersTable by="people" filters={filters} onOpen={(row) => url.openPerson(row.id)} />
        <BarsChart
          title="Models"
          unit="requests"
          query={models}
          csvHref={insightQueries.table.toCsvPath({ ...filters, table: "models" })}
          fileName="models"
          nameHeader="Model"
          height={300}
          formatValue={formatCount}
          toBars={toModelBars}
          unavailable={(data) => data?.unavailable ?? null}
        />
        <NamedTable
          title="Tools"
          name="tools"
          filters={filters}
          columns={TOOL_COLUMNS}
          firstSort="invocations"
        />
      </div>
    </>
  );
}
