import { formatDay, formatUsd } from "@/lib/format";
import type { Pace } from "@/lib/spending/schema";

/** When the limit is reached at this rate, in words. */
export function toPaceWords(pace: Pace | null, isOver: boolean): string | null {
  if (pace === null) return null;
  const perDay = `${formatUsd(pace.per_day_usd)} a day`;
  if (isOver) return `${perDay}; the limit is already passed`;
  if (pace.limit_day !== null) {
    return `At this rate (${perDay}) the limit is reached on ${formatDay(pace.limit_day)}`;
  }
  return `At this rate (${perDay}) it comes to about ${formatUsd(pace.projected_usd)} by the reset`;
}
