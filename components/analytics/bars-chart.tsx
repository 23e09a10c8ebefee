"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import { lazyWhenNear } from "@/components/ui/lazy-when-near";
import type { ApiAnswer } from "@/lib/http/api-client";

const LazyBarsFigure = lazyWhenNear(() =>
  import("./bars-figure").then((module) => module.BarsFigure),
);

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
  query: UseQueryResult<ApiAnswer<T>>;
  csvHref: string;
  fileName: string;
  nameHeader: string;
  layout?: "rows" | "columns";
  height?: number;
  formatValue: (value: number) => string;
  toBars: (data: T) => readonly NamedBar[];
  /** Why there is nothing, in words. */
  emptyHint?: (data: T | undefined) => string | undefined;
  onSelect?: (id: string) => void;
  className?: string;
}

const HEIGHT = 240;

/** A chart of named bars with its table, its picture and its CSV. */
export function BarsChart<T>(props: BarsChartProps<T>) {
  const [isTable, setIsTable] = useState(false);
  const { layout = "rows", height = HEIGHT, toBars } = props;
  const skeleton = <PlotSkeleton height={height} />;
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
      emptyTitle="Nothing to show here"
      emptyHint={props.emptyHint?.(props.query.data?.data) ?? "Nothing was counted in this time."}
      skeleton={skeleton}
      className={props.className}
      renderFigure={(data) => (
        <LazyBarsFigure
          title={props.title}
          bars={toBars(data)}
          nameHeader={props.nameHeader}
          valueHeader={props.unit}
          layout={layout}
          height={height}
          formatValue={props.formatValue}
          isTable={isTable}
          onSelect={props.onSelect}
          fallback={skeleton}
        />
      )}
    />
  );
}
