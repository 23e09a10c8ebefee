"use client";

import { useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { FiguresTable } from "@/components/charts/figures-table";
import { ColumnPlot } from "@/components/charts/plots";
import { prepareMessageVolume, type MessageVolumeBar } from "@/components/charts/prepare-bars";
import { formatCount, formatCountOf, formatPercent, formatTokens } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { MessageVolumeRow } from "@/lib/usage/schema";
import { CHART_HEIGHT, type ChartPanelProps } from "./chart-panel";
import { toMessageTotal } from "./message-total";
import type { ReadResult } from "@/lib/query/use-read";

interface MessageVolumeChartProps extends ChartPanelProps {
  messages: ReadResult<MessageVolumeRow[]>;
  /** Channels do not know providers, so this panel says that the filter leaves it as it is. */
  isProviderFiltered: boolean;
}

/** Messages of each channel. */
export function MessageVolumeChart(props: MessageVolumeChartProps) {
  const { messages, isProviderFiltered, ...panel } = props;
  return (
    <ChartFrame
      {...panel}
      title="Messages by channel"
      unit={isProviderFiltered ? "messages of all providers" : "messages"}
      query={messages}
      fileName="messages-by-channel"
      height={CHART_HEIGHT}
      isEmpty={(rows) => rows.every((row) => row.message_count === 0)}
      describe={describe}
      renderPlot={(rows, { bound }) => (
        <MessagesPlot rows={rows} note={toMessageTotal(rows, bound).says} />
      )}
      renderTable={(rows, { bound }) => <MessagesTable rows={rows} bound={bound} />}
    />
  );
}

interface PartProps {
  rows: MessageVolumeRow[];
  bound: ApiAnswer<unknown>["bound"];
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
    <ColumnPlot
      label="Messages by channel. Arrow keys go through the bars."
      bars={bars}
      ticks={model.ticks}
      height={CHART_HEIGHT}
      formatTick={formatTokens}
      formatValue={formatCount}
      renderTooltip={(index) => renderTooltip(model.bars[index], model.total, note)}
    />
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

function MessagesTable({ rows, bound }: PartProps) {
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
