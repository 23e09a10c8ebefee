"use client";

import { useState } from "react";
import { AccountFigures } from "@/components/charts/account-figures";
import { ACCOUNT_SERIES, toAccountWords } from "@/components/charts/account-series";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FiguresTable } from "@/components/charts/figures-table";
import { SeriesKey } from "@/components/charts/series-key";
import type { StackBar } from "@/components/charts/stacked-bars";
import { StackedColumns } from "@/components/charts/stacked-columns";
import { StackedRows } from "@/components/charts/stacked-rows";
import { formatCount, formatUsd } from "@/lib/format";
import { toCohortPath } from "@/lib/people/queries";
import type { CohortDetail, PersonRow, SpendClass } from "@/lib/people/schema";
import { toUnit } from "@/lib/people/words";
import type { PeopleUrlState } from "./use-people-url-state";
import type { ReadResult } from "@/lib/query/use-read";

const TABLE_HEIGHT = 320;
const CLASS_SERIES = [{ id: "people", name: "People", color: "var(--series-total)" }];

interface CohortChartProps {
  query: ReadResult<CohortDetail>;
  cohortId: string;
}

interface TopChartProps extends CohortChartProps {
  url: PeopleUrlState;
}

function toValues(row: PersonRow): number[] {
  return [row.web_usd ?? 0, row.cli_usd ?? 0, row.premium_usd ?? 0];
}

function toBar(row: PersonRow): StackBar {
  const values = toValues(row);
  const words = `${row.person_id}: ${formatUsd(row.total_usd)} (${toAccountWords(values)})`;
  return { id: row.person_id, name: row.name ?? row.person_id, values, words };
}

/** How many people spent how much; the lower bound belongs to a class. */
export function DistributionChart({
  query,
  cohortId,
  isNarrowed,
}: CohortChartProps & { isNarrowed: boolean }) {
  const [isTable, setIsTable] = useState(false);
  return (
    <ChartFrame
      title="Spend distribution"
      unit={toUnit("people, lower bound included", isNarrowed)}
      query={query}
      csvHref={toCohortPath(cohortId, "/table?format=csv")}
      fileName="spend-distribution"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ summary }) => summary.participants === 0}
      emptyTitle={isNarrowed ? "Nobody matches" : "Nobody is in this cohort"}
      emptyHint={isNarrowed ? "Widen the search or clear the filters." : "Add or import people."}
      height={TABLE_HEIGHT}
      describe={({ summary }) => toDistributionCaption(summary.distribution)}
      renderPlot={({ summary }) => <Distribution classes={summary.distribution} />}
      renderTable={({ summary }) => <DistributionTable classes={summary.distribution} />}
    />
  );
}

function countPeople(classes: readonly SpendClass[]): string {
  return formatCount(classes.reduce((sum, one) => sum + one.count, 0));
}

function toDistributionCaption(classes: readonly SpendClass[]): string {
  return `Spend of ${countPeople(classes)} people by class`;
}

function DistributionTable({ classes }: { classes: readonly SpendClass[] }) {
  return (
    <FiguresTable
      caption={toDistributionCaption(classes)}
      columns={["Spend", "People"]}
      rows={classes.map((one) => ({
        id: one.label,
        name: one.label,
        cells: [formatCount(one.count)],
      }))}
      total={{ id: "total", name: "Total", cells: [countPeople(classes)] }}
      height={TABLE_HEIGHT}
    />
  );
}

function Distribution({ classes }: { classes: readonly SpendClass[] }) {
  const words = classes.map((one) => `${one.label}: ${formatCount(one.count)}`);
  return (
    <StackedColumns
      label={`${toDistributionCaption(classes)}. ${words.join(", ")}.`}
      series={CLASS_SERIES}
      bars={classes.map((one, index) => ({
        id: one.label,
        name: one.label,
        values: [one.count],
        words: words[index] ?? "",
      }))}
      height={200}
      topLabel=""
      renderValue={(bar) => formatCount(bar.values[0])}
    />
  );
}

/** Who spent most; a click opens the person. */
export function TopChart(props: TopChartProps) {
  return (
    <PeopleChart
      {...props}
      title="Top 10 by total"
      unit="USD"
      fileName="top-10"
      label="The ten people who spent most"
      count={10}
      toShown={toValues}
    />
  );
}

/** Where the money of the twenty largest goes. */
export function BreakdownChart(props: TopChartProps) {
  return (
    <PeopleChart
      {...props}
      title="Breakdown of the top 20"
      unit="share of each person's spend"
      fileName="top-20-breakdown"
      label="How the twenty largest divide by account"
      count={20}
      toShown={(row) => toValues(row).map((value) => value / row.total_usd)}
    />
  );
}

interface PeopleChartProps extends TopChartProps {
  title: string;
  unit: string;
  fileName: string;
  label: string;
  count: number;
  /** How long the parts of a person's bar are. */
  toShown: (row: PersonRow) => number[];
}

function PeopleChart({ query, cohortId, url, ...chart }: PeopleChartProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <ChartFrame
      title={chart.title}
      unit={toUnit(chart.unit, url.isNarrowed)}
      query={query}
      csvHref={toCohortPath(cohortId, "/table?format=csv")}
      fileName={chart.fileName}
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ summary }) => summary.top.length === 0}
      emptyTitle="No spending to show"
      emptyHint="Nobody here has spent anything in this budget period, as far as accounts could be read."
      height={TABLE_HEIGHT}
      describe={() => chart.label}
      renderTable={({ summary }) => <PeopleFigures rows={summary.top.slice(0, chart.count)} />}
      renderPlot={({ summary }) => {
        const rows = summary.top.slice(0, chart.count);
        const totals = new Map(rows.map((row) => [row.person_id, row.total_usd]));
        return (
          <>
            <StackedRows
              label={chart.label}
              series={ACCOUNT_SERIES}
              bars={rows.map((row) => ({ ...toBar(row), values: chart.toShown(row) }))}
              renderValue={(bar) => formatUsd(totals.get(bar.id))}
              onSelect={(bar) => url.openPerson(bar.id)}
            />
            <div className="pt-3">
              <SeriesKey series={ACCOUNT_SERIES} />
            </div>
          </>
        );
      }}
    />
  );
}

function PeopleFigures({ rows }: { rows: readonly PersonRow[] }) {
  return (
    <AccountFigures
      caption={`The ${rows.length} people who spent most, USD`}
      header="User"
      rows={rows.map((row) => ({
        id: row.person_id,
        name: row.person_id,
        values: toValues(row),
        totalUsd: row.total_usd,
      }))}
      height={TABLE_HEIGHT}
    />
  );
}
