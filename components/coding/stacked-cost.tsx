"use client";

import { useState } from "react";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { StackedDays } from "@/components/charts/plots";
import { toDailyCostTicks, type DailyCostModel } from "@/components/charts/prepare-daily-cost";
import { SeriesLegend } from "@/components/charts/series-legend";
import { formatUsd } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";

interface StackedCostProps {
  label: string;
  model: DailyCostModel;
  height: number;
  /** How a bar's start is called on the axis, and in its tooltip. */
  toLabel: (from: string) => string;
  toName: (from: string) => string;
  onSelect?: (seriesId: string) => void;
}

/** Stacked bars with a legend whose entries switch their series off and on. */
export function StackedCost({ label, model, height, toLabel, toName, onSelect }: StackedCostProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = model.series
    .map((one, index) => ({ ...one, index }))
    .filter(({ id }) => !hidden.has(id));
  function toggle(id: string) {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next.size < model.series.length ? next : new Set());
  }
  return (
    <>
      {model.series.length > 1 && (
        <SeriesLegend
          label="Series"
          series={model.series.map((one) => ({ ...one, value: formatUsd(one.costUsd) }))}
          hidden={hidden}
          onToggle={toggle}
        />
      )}
      <StackedDays
        label={label}
        model={model}
        hidden={hidden}
        ticks={toDailyCostTicks(model, hidden)}
        height={height}
        formatTick={formatUsdCompact}
        formatDay={toLabel}
        onSelect={onSelect}
        renderTooltip={(index) => {
          const point = model.points[index];
          if (!point) return null;
          const rows = shown.map(({ name, color, index: at }) => ({
            ...{ label: name, color, value: formatUsd(point.costsUsd[at]) },
          }));
          const total = { label: "Total", value: formatUsd(point.totalUsd) };
          return <ChartTooltip title={toName(point.from)} rows={rows} footer={[total]} />;
        }}
      />
    </>
  );
}
