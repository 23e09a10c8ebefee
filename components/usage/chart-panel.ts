import type { ReactNode } from "react";

/** What the page gives every chart. */
export interface ChartPanelProps {
  csvHref: string;
  isTable: boolean;
  onTableChange: (isTable: boolean) => void;
  emptyHint?: ReactNode;
  emptyAction?: ReactNode;
  className?: string;
}

/** Pixels; the same for a chart, its table and its skeleton, so that nothing moves. */
export const CHART_HEIGHT = 280;

/** Pixels of the cost per day and of the legend over it. */
export const DAILY_PLOT_HEIGHT = 280;
export const DAILY_LEGEND_HEIGHT = 34;
