"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { ColumnPlot } from "@/components/charts/plots";
import { prepareAgentTokens, type AgentTokensBar } from "@/components/charts/prepare-bars";
import { OTHER_COLOR, TOKENS_COLOR } from "@/components/charts/series-colors";
import { formatCount, formatCountOf, formatTokens, formatUsd, formatUsdExact } from "@/lib/format";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { UsageSummaryRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { FilterName } from "./filter-name";
import type { ReadResult } from "@/lib/query/use-read";

interface UsageChartProps extends ChartPanelProps {
  summary: ReadResult<UsageSummaryRow[]>;
  onToggleAgent: (agentId: string) => void;
}

/** Total tokens of each agent; a click filters the page to it. */
export function UsageChart({ summary, onToggleAgent, ...panel }: UsageChartProps) {
  return (
    <ChartFrame
      {...panel}
      title="Tokens per agent"
      unit="prompt and completion tokens"
      query={summary}
      fileName="tokens-per-agent"
      height={CHART_HEIGHT}
      isEmpty={(rows) => rows.length === 0}
      describe={describe}
      renderPlot={(rows) => <TokensPlot {...{ rows, onToggleAgent }} />}
      renderTable={(rows) => <TokensTable {...{ rows, onToggleAgent }} />}
    />
  );
}

interface PartProps {
  rows: UsageSummaryRow[];
  onToggleAgent: (agentId: string) => void;
}

function describe(rows: UsageSummaryRow[]): string {
  const { bars, total } = prepareAgentTokens(rows);
  const first = bars[0];
  if (!first) return "No tokens in this period.";
  return `${formatCountOf(rows.length, "agent")} used ${formatTokens(total)} tokens; most by ${first.name} with ${formatTokens(first.totalTokens)}.`;
}

function TokensPlot({ rows, onToggleAgent }: PartProps) {
  const model = useMemo(() => prepareAgentTokens(rows), [rows]);
  const bars = useMemo(
    () =>
      model.bars.map((bar) => ({
        id: bar.id,
        name: bar.name,
        value: bar.totalTokens,
        color: bar.isOther ? OTHER_COLOR : TOKENS_COLOR,
      })),
    [model],
  );
  return (
    <ColumnPlot
      label="Tokens per agent. Arrow keys go through the bars."
      bars={bars}
      ticks={model.ticks}
      height={CHART_HEIGHT}
      formatTick={formatTokens}
      formatValue={formatTokens}
      renderTooltip={(index) => renderTooltip(model.bars[index])}
      onSelect={(index) => {
        const bar = model.bars[index];
        if (bar && !bar.isOther) onToggleAgent(bar.id);
      }}
    />
  );
}

function renderTooltip(bar: AgentTokensBar | undefined) {
  if (!bar) return null;
  return (
    <ChartTooltip
      title={bar.name}
      rows={[
        { label: "Prompt tokens", value: formatCount(bar.promptTokens) },
        { label: "Completion tokens", value: formatCount(bar.completionTokens) },
      ]}
      footer={[
        { label: "Total tokens", value: formatCount(bar.totalTokens) },
        { label: "Cost", value: formatUsd(bar.costUsd) },
      ]}
    />
  );
}

function TokensTable({ rows, onToggleAgent }: PartProps) {
  const { bars, total } = prepareAgentTokens(rows);
  const sum = (countOf: (bar: AgentTokensBar) => number) =>
    formatCount(bars.reduce((all, bar) => all + countOf(bar), 0));
  return (
    <FiguresTable
      caption="Tokens per agent"
      height={CHART_HEIGHT}
      columns={["Agent", "Prompt", "Completion", "Total", "Cost"]}
      rows={bars.map((bar) => ({
        id: bar.id,
        name: bar.isOther ? (
          bar.name
        ) : (
          <FilterName name={bar.name} onToggle={() => onToggleAgent(bar.id)} />
        ),
        cells: [
          formatCount(bar.promptTokens),
          formatCount(bar.completionTokens),
          formatCount(bar.totalTokens),
          formatUsdExact(bar.costUsd),
        ],
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: [
          sum((bar) => bar.promptTokens),
          sum((bar) => bar.completionTokens),
          formatCount(total),
          formatUsdExact(addRoundedUsd(bars.map((bar) => bar.costUsd))),
        ],
      }}
    />
  );
}
