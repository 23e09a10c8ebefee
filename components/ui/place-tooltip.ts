export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const EDGE_PX = 8;
const GAP_PX = 6;

/** Above the trigger, below it where there is no room, and never over the edge of the screen. */
export function placeTooltip(
  trigger: Box,
  tip: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const middle = trigger.left + trigger.width / 2 - tip.width / 2;
  const furthest = Math.max(EDGE_PX, screen.width - tip.width - EDGE_PX);
  const above = trigger.top - tip.height - GAP_PX;
  return {
    left: Math.min(Math.max(EDGE_PX, middle), furthest),
    top: above >= EDGE_PX ? above : trigger.top + trigger.height + GAP_PX,
  };
}
