"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { RowPlot } from "@/components/charts/plots";
import { toSeriesColors } from "@/components/charts/series-colors";
import { toTicks } from "@/components/charts/ticks";
import type { SplitRow } from "@/lib/coding/schema";
import { orderByValue, splitTopRows, toOtherName } from "@/lib/top-rows";
import type { ReadResult } from "@/lib/query/use-read";

const HEIGHT = 260;
const ROW_HEIGHT = 40;
const AXIS_HEIGHT = 28;
const SHOWN = 6;

/** Which figure of a row is drawn, and in which words. */
export interface SplitMeasure {
  of: (row: SplitRow) => number;
  format: (value: number) => string;
  /** Of an axis, shorter. */
  formatTick: (value: number) => string;
  unit: string;
  /** False where rows are of two kinds, money and value, that add up to nothing. */
  hasTotal?: false;
}

interface SplitChartProps {
  title: string;
  /** Heads the names in the table. */
  nameHeader: string;
  query: ReadResult<SplitRow[]>;
  csvHref: string;
  measure: SplitMeasure;
  onSelect: (id: string) => void;
}

/** One bar a value, the rest together; a click filters the page to it. */
export function SplitChart(props: SplitChartProps) {
  const [isTable, setIsTable] = useState(false);
  const { title, query, measure } = props;
  return (
    <ChartFrame
      title={title}
      unit={measure.unit}
      query={query}
      csvHref={props.csvHref}
      fileName={title.toLowerCase().replaceAll(" ", "-")}
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={(rows) => rows.every((row) => measure.of(row) === 0)}
      emptyTitle="Nothing was reported"
      emptyHint="Choose another time or fewer filters, or connect an agent."
      height={HEIGHT}
      describe={(rows) => describe(title, toBars(rows, measure), measure)}
      renderPlot={(rows) => <SplitPlot rows={rows} {...props} />}
      renderTable={(rows) => <SplitTable rows={rows} {...props} />}
    />
  );
}

interface SplitBar {
  id: string;
  name: string;
  value: number;
  color: string;
  isOther: boolean;
}

function toBars(rows: readonly SplitRow[], { of }: SplitMeasure): SplitBar[] {
  const ordered = orderByValue(
    rows.filter((row) => of(row) > 0),
    of,
    (row) => row.name,
  );
  const { shown, rest } = splitTopRows(ordered, SHOWN);
  const colors = toSeriesColors(shown);
  const bars = shown.map((row) => ({
    ...{ id: row.id, name: row.name, value: of(row), isOther: row.id === "" },
    color: colors.get(row.id) ?? "var(--series-other)",
  }));
  if (rest.length === 0) return bars;
  const value = rest.reduce((sum, row) => sum + of(row), 0);
  const name = toOtherName(rest.length);
  return [...bars, { id: "other", name, value, color: "var(--series-other)", isOther: true }];
}

function describe(title: string, bars: readonly SplitBar[], { format }: SplitMeasure): string {
  const [first] = bars;
  return first ? `${title}: most for ${first.name}, ${format(first.value)}.` : "";
}

interface PartProps extends SplitChartProps {
  rows: readonly SplitRow[];
}

function SplitPlot({ rows, title, measure, onSelect }: PartProps) {
  const bars = useMemo(() => toBars(rows, measure), [rows, measure]);
  const ticks = toTicks(Math.max(0, ...bars.map((bar) => bar.value)), 4, 0);
  return (
    <div style={{ minHeight: HEIGHT }}>
      <RowPlot
        label={`${title}. Arrow keys go through the bars.`}
        bars={bars}
        ticks={ticks}
        height={Math.min(HEIGHT, bars.length * ROW_HEIGHT + AXIS_HEIGHT)}
        formatTick={measure.formatTick}
        formatValue={measure.format}
        renderTooltip={(index) => {
          const bar = bars[index];
          if (!bar) return null;
          const value = { label: title, value: measure.format(bar.value), color: bar.color };
          return <ChartTooltip title={bar.name} rows={[value]} />;
        }}
        onSelect={(index) => {
          const bar = bars[index];
          if (bar && !bar.isOther) onSelect(bar.id);
        }}
      />
    </div>
  );
}

function SplitTable({ rows, title, nameHeader, measure }: PartProps) {
  const bars = toBars(rows, measure);
  const total = measure.format(rows.reduce((sum, row) => sum + measure.of(row), 0));
  return (
    <FiguresTable
      caption={title}
      height={HEIGHT}
      columns={[nameHeader, measure.unit]}
      rows={bars.map(({ id, name, value }) => ({ id, name, cells: [measure.format(value)] }))}
      total={
        measure.hasTotal === false ? undefined : { id: "total", name: "Total", cells: [total] }
      }
    />
  );
}
