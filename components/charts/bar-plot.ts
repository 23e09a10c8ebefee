import type { ReactNode } from "react";

/** One bar of a category; `value` from zero. */
export interface PlotBar {
  id: string;
  name: string;
  value: number;
  color: string;
}

export interface BarPlotProps {
  label: string;
  bars: readonly PlotBar[];
  ticks: readonly number[];
  height: number;
  formatTick: (value: number) => string;
  formatValue: (value: number) => string;
  renderTooltip: (index: number) => ReactNode;
  onSelect?: (index: number) => void;
}

/** What Recharts draws; its names stay clear of SVG attributes, which it would set from them. */
export function toPlotData(bars: readonly PlotBar[]) {
  return bars.map((bar) => ({ key: bar.id, amount: bar.value, fill: bar.color }));
}
