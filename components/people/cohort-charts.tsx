"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FiguresTable } from "@/components/charts/figures-table";
import { SeriesKey } from "@/components/charts/series-key";
import type { StackBar } from "@/components/charts/stacked-bars";
import { StackedColumns } from "@/components/charts/stacked-columns";
import { StackedRows } from "@/components/charts/stacked-rows";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatUsd } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import { addRoundedUsd } from "@/lib/micro-usd";
import { toCohortPath } from "@/lib/people/queries";
import type { CohortDetail, PersonRow, SpendClass } from "@/lib/people/schema";

const TABLE_HEIGHT = 320;
const SKELETON = <Skeleton className="h-64" />;
const CLASS_SERIES = [{ id: "people", name: "People", color: "var(--series-total)" }];

interface CohortChartProps {
  query: UseQueryResult<ApiAnswer<CohortDetail>>;
  cohortId: string;
}

interface TopChartProps extends CohortChartProps {
  onOpenPerson: (personId: string) => void;
}

function toValues(row: PersonRow): number[] {
  return [row.web_usd ?? 0, row.cli_usd ?? 0, row.premium_usd ?? 0];
}

function toBar(row: PersonRow): StackBar {
  const values = toValues(row);
  const parts = ACCOUNT_SERIES.map((one, index) => `${one.name} ${formatUsd(values[index])}`);
  const words = `${row.person_id}: ${formatUsd(row.total_usd)} (${parts.join(", ")})`;
  return { id: row.person_id, name: row.name ?? row.person_id, values, words };
}

/** How many people spent how much; the lower bound belongs to a class. */
export function DistributionChart({ query, cohortId }: CohortChartProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <ChartFrame
      title="Spend distribution"
      unit="people, lower bound included"
      query={query}
      csvHref={toCohortPath(cohortId, "/table?format=csv")}
      fileName="spend-distribution"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ summary }) => summary.participants === 0}
      emptyTitle="Nobody is in this cohort"
      emptyHint="Add or import people."
      skeleton={SKELETON}
      renderFigure={({ summary }) => (
        <Distribution classes={summary.distribution} isTable={isTable} />
      )}
    />
  );
}

function Distribution({ classes, isTable }: { classes: readonly SpendClass[]; isTable: boolean }) {
  const total = classes.reduce((sum, one) => sum + one.count, 0);
  const caption = `Spend of ${formatCount(total)} people by class`;
  if (isTable) {
    return (
      <FiguresTable
        caption={caption}
        columns={["Spend", "People"]}
        rows={classes.map((one) => ({
          id: one.label,
          name: one.label,
          cells: [formatCount(one.count)],
        }))}
        total={{ id: "total", name: "Total", cells: [formatCount(total)] }}
        height={TABLE_HEIGHT}
      />
    );
  }
  const words = classes.map((one) => `${one.label}: ${formatCount(one.count)}`);
  return (
    <StackedColumns
      label={`${caption}. ${words.join(", ")}.`}
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
export function TopChart({ query, cohortId, onOpenPerson }: TopChartProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <ChartFrame
      title="Top 10 by total"
      unit="USD"
      query={query}
      csvHref={toCohortPath(cohortId, "/table?format=csv")}
      fileName="top-10"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ summary }) => summary.top.length === 0}
      emptyTitle="Nobody has spent anything"
      emptyHint="Figures appear with the first request."
      skeleton={SKELETON}
      renderFigure={({ summary }) => (
        <TopFigure rows={summary.top.slice(0, 10)} isTable={isTable} onOpenPerson={onOpenPerson} />
      )}
    />
  );
}

interface TopFigureProps {
  rows: readonly PersonRow[];
  isTable: boolean;
  onOpenPerson: (personId: string) => void;
}

function TopFigure({ rows, isTable, onOpenPerson }: TopFigureProps) {
  if (isTable) return <PeopleFigures rows={rows} />;
  return (
    <>
      <StackedRows
        label="The ten people who spent most"
        series={ACCOUNT_SERIES}
        bars={rows.map(toBar)}
        renderValue={(bar) => formatUsd(addRoundedUsd(bar.values))}
        onSelect={(bar) => onOpenPerson(bar.id)}
      />
      <div className="pt-3">
        <SeriesKey series={ACCOUNT_SERIES} />
      </div>
    </>
  );
}

function PeopleFigures({ rows }: { rows: readonly PersonRow[] }) {
  const columns = ACCOUNT_SERIES.map((_, index) =>
    addRoundedUsd(rows.map((row) => toValues(row)[index] ?? 0)),
  );
  return (
    <FiguresTable
      caption={`The ${rows.length} people who spent most, USD`}
      columns={["User", "Web", "CLI", "Premium", "Total"]}
      rows={rows.map((row) => ({
        id: row.person_id,
        name: row.person_id,
        cells: [...toValues(row), row.total_usd].map((value) => formatUsd(value)),
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: [...columns, addRoundedUsd(columns)].map((value) => formatUsd(value)),
      }}
      height={TABLE_HEIGHT}
    />
  );
}

/** Where the money of the twenty largest goes. */
export function BreakdownChart({ query, cohortId, onOpenPerson }: TopChartProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <ChartFrame
      title="Breakdown of the top 20"
      unit="share of each person's spend"
      query={query}
      csvHref={toCohortPath(cohortId, "/table?format=csv")}
      fileName="top-20-breakdown"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ summary }) => summary.top.length === 0}
      emptyTitle="Nobody has spent anything"
      emptyHint="Figures appear with the first request."
      skeleton={SKELETON}
      renderFigure={({ summary }) =>
        isTable ? (
          <PeopleFigures rows={summary.top} />
        ) : (
          <>
            <StackedRows
              label="How the twenty largest divide by account"
              series={ACCOUNT_SERIES}
              bars={summary.top.map((row) => ({
                ...toBar(row),
                values: toValues(row).map((value) => value / row.total_usd),
              }))}
              renderValue={(bar) =>
                formatUsd(summary.top.find((row) => row.person_id === bar.id)?.total_usd)
              }
              onSelect={(bar) => onOpenPerson(bar.id)}
            />
            <div className="pt-3">
              <SeriesKey series={ACCOUNT_SERIES} />
            </div>
          </>
        )
      }
    />
  );
}
