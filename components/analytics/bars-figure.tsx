"use client";

import { useMemo } from "react";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { ColumnPlot } from "@/components/charts/column-plot";
import { FiguresTable } from "@/components/charts/figures-table";
import { RowPlot } from "@/components/charts/row-plot";
import { toTicks } from "@/components/charts/ticks";
import type { NamedBar } from "./bars-chart";

export interface BarsFigureProps {
  title: string;
  bars: readonly NamedBar[];
  nameHeader: string;
  valueHeader: string;
  layout: "rows" | "columns";
  height: number;
  formatValue: (value: number) => string;
  isTable: boolean;
  onSelect?: (id: string) => void;
}

/** Named bars, drawn or as a table. A bar without a value has none: it is in the table alone. */
export function BarsFigure(props: BarsFigureProps) {
  const { bars, isTable, formatValue } = props;
  const first = bars.reduce<NamedBar | undefined>(
    (top, bar) => ((bar.value ?? -1) > (top?.value ?? -1) ? bar : top),
    undefined,
  );
  return (
    <>
      <figcaption className="sr-only">
        {first?.value != null &&
          `${props.title}: most for ${first.name}, ${formatValue(first.value)}.`}
      </figcaption>
      {isTable ? <BarsTable {...props} /> : <BarsPlot {...props} />}
    </>
  );
}

function BarsPlot({ bars, layout, height, formatValue, title, onSelect }: BarsFigureProps) {
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

function BarsTable(props: BarsFigureProps) {
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
