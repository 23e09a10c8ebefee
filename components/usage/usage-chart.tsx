"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { UsageSummaryRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { LazyTokensFigure } from "./lazy-chart-figures";

const SKELETON = <PlotSkeleton height={CHART_HEIGHT} />;

interface UsageChartProps extends ChartPanelProps {
  summary: UseQueryResult<ApiAnswer<UsageSummaryRow[]>>;
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
      skeleton={SKELETON}
      isEmpty={(rows) => rows.length === 0}
      renderFigure={(rows) => (
        <LazyTokensFigure
          rows={rows}
          isTable={panel.isTable}
          onToggleAgent={onToggleAgent}
          fallback={SKELETON}
        />
      )}
    />
  );
}
