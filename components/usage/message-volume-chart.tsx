"use client";

import { useMemo } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { LazyColumnPlot } from "@/components/charts/lazy-plots";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import { prepareMessageVolume, type MessageVolumeBar } from "@/components/charts/prepare-bars";
import { formatCount, formatCountOf, formatPercent, formatTokens } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { MessageVolumeRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { toMessageTotal } from "./message-total";

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
      skeleton={<PlotSkeleton height={CHART_HEIGHT} />}
      isEmpty={(rows) => rows.every((row) => row.message_count === 0)}
      describe={describe}
      renderPlot={(rows, answer) => (
        <MessagesPlot rows={rows} note={toMessageTotal(rows, answer.bound).says} />
      )}
      renderTable={(rows, answer) => <MessagesTable rows={rows} bound={answer.bound} />}
    />
  );
}

function describe(rows: MessageVolumeRow[]): string {
  const { bars, total } = prepareMessageVolume(rows);
  const first = bars[0];
  if (!first) return "No messages in this period.";
  return `${formatCountOf(total, "message")} in ${formatCountOf(bars.length, "channel")}; most in ${first.name} with ${formatCount(first.messageCount)}.`;
}

function MessagesPlot({ rows, note }: { rows: MessageVolumeRow[]; note: string | null }) {
  const model = useMemo(() => prepareMessageVolume(rows), [rows]);
  const bars = useMemo(
    () =>
      model.bars.map((bar) => ({
        id: bar.id,
        name: bar.name,
        value: bar.messageCount,
        color: bar.color,
      })),
    [model],
  );
  return (
    <div style={{ height: CHART_HEIGHT }}>
      <LazyColumnPlot
        label="Messages by channel. Arrow keys go through the bars."
        bars={bars}
        ticks={model.ticks}
        height={CHART_HEIGHT}
        formatTick={formatTokens}
        formatValue={formatCount}
        renderTooltip={(index) => renderTooltip(model.bars[index], model.total, note)}
      />
    </div>
  );
}

function renderTooltip(bar: MessageVolumeBar | undefined, total: number, note: string | null) {
  if (!bar) return null;
  return (
    <ChartTooltip
      title={bar.name}
      rows={[
        { label: "Messages", value: formatCount(bar.messageCount), color: bar.color },
        { label: "Share", value: formatPercent(total > 0 ? bar.messageCount / total : null) },
      ]}
      note={bar.id === "shared" ? (note ?? undefined) : undefined}
    />
  );
}

interface MessagesTableProps {
  rows: MessageVolumeRow[];
  bound: ApiAnswer<unknown>["bound"];
}

function MessagesTable({ rows, bound }: MessagesTableProps) {
  const { bars, total } = prepareMessageVolume(rows);
  const whole = toMessageTotal(rows, bound);
  return (
    <FiguresTable
      caption="Messages by channel"
      height={CHART_HEIGHT}
      columns={["Channel", "Messages", "Share"]}
      rows={bars.map((bar) => ({
        id: bar.id,
        name: bar.name,
        cells: [
          formatCount(bar.messageCount),
          formatPercent(total > 0 ? bar.messageCount / total : null),
        ],
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: [
          `${whole.says === null ? "" : "≤ "}${formatCount(whole.count)}`,
          formatPercent(total > 0 ? 1 : null),
        ],
      }}
    />
  );
}
