/** Shared by all plots: nothing moves, for each frame would draw the whole chart anew. */
export const PLOT_ANIMATION = { isAnimationActive: false } as const;

export const AXIS_TICK = { fill: "var(--muted-foreground)", fontSize: 11 } as const;

export const TOOLTIP_STYLE = { zIndex: 20, outline: "none" } as const;

export const CURSOR_FILL = { fill: "var(--foreground)", fillOpacity: 0.05 } as const;

export const CURSOR_LINE = { stroke: "var(--foreground)", strokeOpacity: 0.3 } as const;

/** Bars are rounded where they end, never at the zero line. */
export const BAR_RADIUS = 3;

/** Cuts a label that has no room; the whole name is in the tooltip and the table. */
export function toShortName(name: string, maxLength: number): string {
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 1).trimEnd()}…`;
}
