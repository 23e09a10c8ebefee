"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { RowPlot } from "@/components/charts/plots";
import { prepareCostBars, type CostBar, type CostRow } from "@/components/charts/prepare-bars";
import { formatCount, formatCountOf, formatPercent, formatUsd, formatUsdExact } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import type { ModelCostRow, ProviderCostRow } from "@/lib/usage/schema";
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
  const toRows = (rows: ProviderCostRow[]) =>
    rows.map((row) => ({ id: row.provider, costUsd: row.cost_usd, callCount: row.call_count }));
  return (
    <CostChart
      {...panel}
      title="Cost by provider"
      noun="provider"
      fileName="cost-by-provider"
      query={byProvider}
      toRows={toRows}
      onSelect={onToggleProvider}
    />
  );
}

interface ModelCostChartProps extends ChartPanelProps {
  byModel: ReadResult<ModelCostRow[]>;
  isProviderFiltered: boolean;
}

/** Cost of each model. */
export function ModelCostChart({ byModel, isProviderFiltered, ...panel }: ModelCostChartProps) {
  const toRows = (rows: ModelCostRow[]) =>
    rows.map((row) => ({ id: row.model, costUsd: row.cost_usd, callCount: row.call_count }));
  return (
    <CostChart
      {...panel}
      title="Cost by model"
      noun="model"
      unit={isProviderFiltered ? "USD, all providers" : "USD"}
      fileName="cost-by-model"
      query={byModel}
      toRows={toRows}
    />
  );
}

interface CostChartProps<T> extends ChartPanelProps {
  title: string;
  /** What a bar stands for. */
  noun: string;
  unit?: string;
  fileName: string;
  query: ReadResult<T[]>;
  toRows: (rows: T[]) => CostRow[];
  /** What a click on a bar or name does; nothing where it is left out. */
  onSelect?: (id: string) => void;
}

function CostChart<T>(props: CostChartProps<T>) {
  const { noun, toRows, onSelect, unit = "USD", ...frame } = props;
  const parts = (rows: T[]) => ({ rows: toRows(rows), title: props.title, noun, onSelect });
  return (
    <ChartFrame
      {...frame}
      unit={unit}
      height={CHART_HEIGHT}
      isEmpty={(rows) => rows.length === 0}
      describe={(rows) => describe(parts(rows))}
      renderPlot={(rows) => <CostPlot {...parts(rows)} />}
      renderTable={(rows) => <CostTable {...parts(rows)} />}
    />
  );
}

interface PartProps {
  rows: CostRow[];
  title: string;
  noun: string;
  onSelect?: (id: string) => void;
}

function describe({ rows, noun }: PartProps): string {
  const { bars, total } = prepareCostBars(rows);
  const first = bars[0];
  if (!first) return "No cost in this period.";
  return `${formatCountOf(rows.length, noun)} cost ${formatUsd(total)}; most ${first.name} with ${formatUsd(first.costUsd)}.`;
}

/** Pixels of a bar's row and of the axis below; few bars stay slim instead of filling the card. */
const ROW_HEIGHT = 52;
const AXIS_HEIGHT = 28;

function CostPlot({ rows, title, onSelect }: PartProps) {
  const model = useMemo(() => prepareCostBars(rows), [rows]);
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
        label={`${title}. Arrow keys go through the bars.`}
        bars={bars}
        ticks={model.ticks}
        height={height}
        formatTick={formatUsdCompact}
        formatValue={formatUsd}
        renderTooltip={(index) => renderTooltip(model.bars[index], model.total)}
        onSelect={
          onSelect &&
          ((index) => {
            const bar = model.bars[index];
            if (bar && !bar.isOther) onSelect(bar.id);
          })
        }
      />
    </div>
  );
}

function renderTooltip(bar: CostBar | undefined, totalUsd: number) {
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

/** Free, or without a price: LiteLLM does not tell them apart. */
const NO_COST = `${formatUsd(0)}, none reported`;

function CostTable({ rows, title, noun, onSelect }: PartProps) {
  const { bars, total } = prepareCostBars(rows);
  return (
    <FiguresTable
      caption={title}
      height={CHART_HEIGHT}
      columns={[noun.charAt(0).toUpperCase() + noun.slice(1), "Cost", "Share", "Calls"]}
      rows={bars.map((bar) => ({
        id: bar.id,
        name:
          bar.isOther || !onSelect ? (
            bar.name
          ) : (
            <FilterName name={bar.name} onToggle={() => onSelect(bar.id)} />
          ),
        cells: [
          bar.costUsd === 0 && bar.callCount > 0 ? NO_COST : formatUsdExact(bar.costUsd),
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
