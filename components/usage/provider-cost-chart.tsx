"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { RowPlot } from "@/components/charts/plots";
import { prepareProviderCost, type ProviderCostBar } from "@/components/charts/prepare-bars";
import { formatCount, formatCountOf, formatPercent, formatUsd, formatUsdExact } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import type { ProviderCostRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { FilterName } from "./filter-name";
import type { ReadResult } from "@/lib/query/use-read";

interface ProviderCostChartProps extends ChartPanelProps {
  byProvider: ReadResult<ProviderCostRow[]>;
  onToggleProvider: (provider: string) => void;
}

/** Cost of each provider; a click filters the page to it. */
export function ProviderCostChart(props: ProviderCostChartProps) {
  const { byProvider, onToggleProvider, ...panel } = props;
  return (
    <ChartFrame
      {...panel}
      title="Cost by provider"
      unit="USD"
      query={byProvider}
      fileName="cost-by-provider"
      height={CHART_HEIGHT}
      isEmpty={(rows) => rows.length === 0}
      describe={describe}
      renderPlot={(rows) => <ProviderPlot {...{ rows, onToggleProvider }} />}
      renderTable={(rows) => <ProviderTable {...{ rows, onToggleProvider }} />}
    />
  );
}

interface PartProps {
  rows: ProviderCostRow[];
  onToggleProvider: (provider: string) => void;
}

function describe(rows: ProviderCostRow[]): string {
  const { bars, total } = prepareProviderCost(rows);
  const first = bars[0];
  if (!first) return "No cost in this period.";
  return `${formatCountOf(rows.length, "provider")} cost ${formatUsd(total)}; most ${first.name} with ${formatUsd(first.costUsd)}.`;
}

/** Pixels of a bar's row and of the axis below; few bars stay slim instead of filling the card. */
const ROW_HEIGHT = 52;
const AXIS_HEIGHT = 28;

function ProviderPlot({ rows, onToggleProvider }: PartProps) {
  const model = useMemo(() => prepareProviderCost(rows), [rows]);
  const bars = useMemo(
    () =>
      model.bars.map((bar) => ({
        id: bar.id,
        name: bar.name,
        value: bar.costUsd,
        color: bar.color,
      })),
    [model],
  );
  const height = Math.min(CHART_HEIGHT, bars.length * ROW_HEIGHT + AXIS_HEIGHT);
  return (
    <div style={{ minHeight: CHART_HEIGHT }}>
      <RowPlot
        label="Cost by provider. Arrow keys go through the bars."
        bars={bars}
        ticks={model.ticks}
        height={height}
        formatTick={formatUsdCompact}
        formatValue={formatUsd}
        renderTooltip={(index) => renderTooltip(model.bars[index], model.total)}
        onSelect={(index) => {
          const bar = model.bars[index];
          if (bar && !bar.isOther) onToggleProvider(bar.id);
        }}
      />
    </div>
  );
}

function renderTooltip(bar: ProviderCostBar | undefined, totalUsd: number) {
  if (!bar) return null;
  return (
    <ChartTooltip
      title={bar.name}
      rows={[
        { label: "Cost", value: formatUsd(bar.costUsd), color: bar.color },
        { label: "Share", value: formatPercent(totalUsd > 0 ? bar.costUsd / totalUsd : null) },
        { label: "Calls", value: formatCount(bar.callCount) },
      ]}
    />
  );
}

function ProviderTable({ rows, onToggleProvider }: PartProps) {
  const { bars, total } = prepareProviderCost(rows);
  return (
    <FiguresTable
      caption="Cost by provider"
      height={CHART_HEIGHT}
      columns={["Provider", "Cost", "Share", "Calls"]}
      rows={bars.map((bar) => ({
        id: bar.id,
        name: bar.isOther ? (
          bar.name
        ) : (
          <FilterName name={bar.name} onToggle={() => onToggleProvider(bar.id)} />
        ),
        cells: [
          formatUsdExact(bar.costUsd),
          formatPercent(total > 0 ? bar.costUsd / total : null),
          formatCount(bar.callCount),
        ],
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: [
          formatUsdExact(total),
          formatPercent(total > 0 ? 1 : null),
          formatCount(bars.reduce((sum, bar) => sum + bar.callCount, 0)),
        ],
      }}
    />
  );
}
