"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { ColumnPlot, RowPlot } from "@/components/charts/plots";
import { toTicks } from "@/components/charts/ticks";
import type { ReadResult } from "@/lib/query/use-read";
import type { Unavailable } from "@/lib/analytics/schema";
import { toNothingCounted } from "./empty-words";

export interface NamedBar {
  id: string;
  name: string;
  /** Null where it is not shown. */
  value: number | null;
  color: string;
  details?: { label: string; value: string }[];
  /** Averages are not added up. */
  isAverage?: boolean;
}

interface BarsChartProps<T> {
  title: string;
  unit: string;
  query: ReadResult<T>;
  csvHref: string;
  fileName: string;
  nameHeader: string;
  layout?: "rows" | "columns";
  height?: number;
  formatValue: (value: number) => string;
  toBars: (data: T) => readonly NamedBar[];
  unavailable?: (data: T | undefined) => Unavailable | null;
  onSelect?: (id: string) => void;
  className?: string;
}

const HEIGHT = 240;

/** A chart of named bars with its table, its picture and its CSV. */
export function BarsChart<T>(props: BarsChartProps<T>) {
  const [isTable, setIsTable] = useState(false);
  const { layout = "rows", height = HEIGHT, toBars } = props;
  const toPart = (data: T): PartProps => ({
    title: props.title,
    bars: toBars(data),
    nameHeader: props.nameHeader,
    valueHeader: props.unit,
    layout,
    height,
    formatValue: props.formatValue,
    onSelect: props.onSelect,
  });
  return (
    <ChartFrame
      title={props.title}
      unit={props.unit}
      query={props.query}
      csvHref={props.csvHref}
      fileName={props.fileName}
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={(data) => toBars(data).every((bar) => bar.value === null)}
      {...toNothingCounted(props.unavailable?.(props.query.data?.data))}
      className={props.className}
      height={height}
      describe={(data) => describe(props.title, toBars(data), props.formatValue)}
      renderPlot={(data) => <BarsPlot {...toPart(data)} />}
      renderTable={(data) => <BarsTable {...toPart(data)} />}
    />
  );
}

interface PartProps {
  title: string;
  bars: readonly NamedBar[];
  nameHeader: string;
  valueHeader: string;
  layout: "rows" | "columns";
  height: number;
  formatValue: (value: number) => string;
  onSelect?: (id: string) => void;
}

function describe(
  title: string,
  bars: readonly NamedBar[],
  formatValue: (value: number) => string,
): string {
  const first = bars.reduce<NamedBar | undefined>(
    (top, bar) => ((bar.value ?? -1) > (top?.value ?? -1) ? bar : top),
    undefined,
  );
  return first?.value == null
    ? ""
    : `${title}: most for ${first.name}, ${formatValue(first.value)}.`;
}

function BarsPlot({ bars, layout, height, formatValue, title, onSelect }: PartProps) {
  const drawn = useMemo(
    () => bars.flatMap((bar) => (bar.value === null ? [] : [{ ...bar, value: bar.value }])),
    [bars],
  );
  const ticks = toTicks(Math.max(0, ...drawn.map((bar) => bar.value)), 4, 0);
  const Plot = layout === "rows" ? RowPlot : ColumnPlot;
  return (
    <Plot
      label={`${title}. Arrow keys go through the bars.`}
      bars={drawn}
      ticks={ticks}
      height={height}
      formatTick={formatValue}
      formatValue={formatValue}
      renderTooltip={(index) => {
        const bar = drawn[index];
        if (!bar) return null;
        const rows = [{ label: title, value: formatValue(bar.value), color: bar.color }];
        return <ChartTooltip title={bar.name} rows={[...rows, ...(bar.details ?? [])]} />;
      }}
      onSelect={
        onSelect &&
        ((index) => {
          const bar = drawn[index];
          if (bar) onSelect(bar.id);
        })
      }
    />
  );
}

function BarsTable(props: PartProps) {
  const { bars, formatValue } = props;
  const total = bars.reduce((sum, bar) => sum + (bar.value ?? 0), 0);
  return (
    <FiguresTable
      caption={props.title}
      height={props.height}
      columns={[props.nameHeader, props.valueHeader]}
      rows={bars.map((bar) => ({
        id: bar.id,
        name: bar.name,
        cells: [bar.value === null ? "–" : formatValue(bar.value)],
      }))}
      total={{
        id: "total",
        name: bars.some((bar) => bar.isAverage) ? "" : "Total",
        cells: [bars.some((bar) => bar.isAverage) ? "" : formatValue(total)],
      }}
    />
  );
}
