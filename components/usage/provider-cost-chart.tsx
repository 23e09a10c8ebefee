"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { RowPlotSkeleton } from "@/components/charts/row-plot-skeleton";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { ProviderCostRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { LazyProviderFigure } from "./lazy-chart-figures";

const SKELETON = <RowPlotSkeleton height={CHART_HEIGHT} />;

interface ProviderCostChartProps extends ChartPanelProps {
  byProvider: UseQueryResult<ApiAnswer<ProviderCostRow[]>>;
  onToggleProvider: (provider: string) => void;
}

/** Cost of each provider; a click filters the page to it. */
export function ProviderCostChart({
  byProvider,
  onToggleProvider,
  ...panel
}: ProviderCostChartProps) {
  return (
    <ChartFrame
      {...panel}
      title="Cost by provider"
      unit="USD"
      query={byProvider}
      fileName="cost-by-provider"
      skeleton={SKELETON}
      isEmpty={(rows) => rows.length === 0}
      renderFigure={(rows) => (
        <LazyProviderFigure
          rows={rows}
          isTable={panel.isTable}
          onToggleProvider={onToggleProvider}
          fallback={SKELETON}
        />
      )}
    />
  );
}
