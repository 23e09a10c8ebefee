"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { MessageVolumeRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { LazyMessagesFigure } from "./lazy-chart-figures";

const SKELETON = <PlotSkeleton height={CHART_HEIGHT} />;

interface MessageVolumeChartProps extends ChartPanelProps {
  messages: UseQueryResult<ApiAnswer<MessageVolumeRow[]>>;
  /** Channels do not know providers, so this panel says that the filter leaves it as it is. */
  isProviderFiltered: boolean;
}

/** Messages of each channel. */
export function MessageVolumeChart({
  messages,
  isProviderFiltered,
  ...panel
}: MessageVolumeChartProps) {
  return (
    <ChartFrame
      {...panel}
      title="Messages by channel"
      unit={isProviderFiltered ? "messages of all providers" : "messages"}
      query={messages}
      fileName="messages-by-channel"
      skeleton={SKELETON}
      isEmpty={(rows) => rows.every((row) => row.message_count === 0)}
      renderFigure={(rows, { bound }) => (
        <LazyMessagesFigure rows={rows} bound={bound} isTable={panel.isTable} fallback={SKELETON} />
      )}
    />
  );
}
