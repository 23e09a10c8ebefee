import type { ReactNode } from "react";
import type { TooltipContentProps } from "recharts";

/** Shared by all plots: nothing moves, for each frame would draw the whole chart anew. */
export const PLOT_ANIMATION = { isAnimationActive: false } as const;

export const AXIS_TICK = { fill: "var(--muted-foreground)", fontSize: 11 } as const;

const TOOLTIP_STYLE = { zIndex: 20, outline: "none" } as const;

export const CURSOR_FILL = { fill: "var(--foreground)", fillOpacity: 0.05 } as const;

export const CURSOR_LINE = { stroke: "var(--foreground)", strokeOpacity: 0.3 } as const;

/** What an axis of values is, whichever way it runs. */
export function toValueAxis(ticks: readonly number[], formatTick: (value: number) => string) {
  return {
    ticks: [...ticks],
    domain: [0, ticks.at(-1) ?? 1],
    axisLine: false,
    tickLine: false,
    tick: AXIS_TICK,
    tickFormatter: (value: number) => formatTick(value),
  };
}

/** What every plot says of the place under the pointer. */
export function toTooltip(renderTooltip: (index: number) => ReactNode) {
  return {
    content: ({ active, activeIndex }: TooltipContentProps) =>
      active && activeIndex !== null ? renderTooltip(Number(activeIndex)) : null,
    wrapperStyle: TOOLTIP_STYLE,
    isAnimationActive: false,
  };
}

/** Bars are rounded where they end, never at the zero line. */
export const BAR_RADIUS = 3;

/** Cuts a label that has no room; the whole name is in the tooltip and the table. */
export function toShortName(name: string, maxLength: number): string {
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 1).trimEnd()}…`;
}
