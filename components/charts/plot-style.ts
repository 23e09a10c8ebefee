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

/** Average width of a letter at the axis' size, in pixels, and what is free around a tick's words. */
const LETTER_WIDTH = 6.4;
const TICK_GAP = 12;

/** The value axis at the side. Its width is told and no word left out: measuring them draws the chart twice. */
export function toUprightAxis(ticks: readonly number[], formatTick: (value: number) => string) {
  const longest = Math.max(0, ...ticks.map((value) => formatTick(value).length));
  return {
    ...toValueAxis(ticks, formatTick),
    interval: 0,
    width: Math.ceil(longest * LETTER_WIDTH) + TICK_GAP,
  };
}

const listNoLines = (): number[] => [];

/** Lines across the plot. Without the generator the grid measures every word of the other axis all the same. */
export const LINES_ACROSS = {
  vertical: false,
  verticalCoordinatesGenerator: listNoLines,
  stroke: "var(--grid)",
};

/** Lines from the top to the foot of the plot, like {@link LINES_ACROSS}. */
export const LINES_DOWN = {
  horizontal: false,
  horizontalCoordinatesGenerator: listNoLines,
  stroke: "var(--grid)",
};
