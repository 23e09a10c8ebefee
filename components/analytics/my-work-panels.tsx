"use client";

import Link from "next/link";
import { Skeleton } from "@/components/ui/skeleton";
import { WhenNear } from "@/components/ui/when-near";
import { insightQueries } from "@/lib/analytics/queries";
import { formatCount } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";
import { BarsChart } from "./bars-chart";
import { toModelBars } from "./insights-tab";
import { MetricCards } from "./metric-cards";
import { NamedTable } from "./named-table";
import { ReadingNotice } from "./reading-notice";
import {
  ASSISTANT_COLUMNS,
  REPOSITORY_COLUMNS,
  TOOL_COLUMNS,
  WORKFLOW_COLUMNS,
} from "./table-columns";

const MINE = { person: ["me"], period: "30d" } as const;
const MODELS = { ...MINE, table: "models" } as const;

/** What the viewer did in the last 30 days: assistants, workflows, tools, models, command line. */
export function MyWorkPanels() {
  const known = useRead(insightQueries.people.options({ id: MINE.person }));
  if (!known.data?.data.me) return null;
  return (
    <section aria-label="Your work" className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2 pt-2">
        <h2 className="text-base font-semibold tracking-tight">Your work, last 30 days</h2>
        <Link href="/analytics?person=me" className="text-sm text-brand hover:underline">
          Other times in Analytics
        </Link>
      </div>
      <WhenNear fallback={<Skeleton className="h-96" />}>
        <PlatformPanels />
      </WhenNear>
      <WhenNear fallback={<Skeleton className="h-64" />}>
        <CliPanels />
      </WhenNear>
    </section>
  );
}

function PlatformPanels() {
  const models = useRead(insightQueries.table.options(MODELS));
  return (
    <>
      <ReadingNotice area="platform" filters={MINE} query={models} />
      <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <NamedTable
          title="My assistants"
          name="assistants"
          filters={MINE}
          columns={ASSISTANT_COLUMNS}
          firstSort="messages"
        />
        <NamedTable
          title="My workflows"
          name="workflows"
          filters={MINE}
          columns={WORKFLOW_COLUMNS}
          firstSort="runs"
        />
        <BarsChart
          title="My models"
          unit="requests"
          query={models}
          csvHref={insightQueries.table.toCsvPath(MODELS)}
          fileName="my-models"
          nameHeader="Model"
          height={300}
          formatValue={formatCount}
          toBars={toModelBars}
          unavailable={(data) => data?.unavailable ?? null}
        />
        <NamedTable
          title="My tools"
          name="tools"
          filters={MINE}
          columns={TOOL_COLUMNS}
          firstSort="invocations"
        />
      </div>
    </>
  );
}

function CliPanels() {
  const summary = useRead(insightQueries.cliSummary.options(MINE));
  return (
    <>
      <ReadingNotice area="cli" filters={MINE} query={summary} />
      <MetricCards query={summary} label="My command line" />
      <NamedTable
        title="My repositories"
        name="cli_repositories"
        filters={MINE}
        columns={REPOSITORY_COLUMNS}
        firstSort="lines_added"
      />
    </>
  );
}
