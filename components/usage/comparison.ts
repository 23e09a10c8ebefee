import { formatDayRange, formatPercent } from "@/lib/format";
import type { Payroll } from "@/lib/usage/schema";

/** What the figures are compared with, in words. */
export interface Comparison {
  /** `24 Sep – 23 Oct` */
  days: string;
  /** The range still runs, so the previous figures are weighted. */
  isEstimate: boolean;
  /** One sentence on how the comparison is made. */
  says: string;
}

/** null where nothing is compared. */
export function toComparison(payroll: Payroll | undefined): Comparison | null {
  const previous = payroll?.previous_range;
  if (!payroll || !previous) return null;
  const days = formatDayRange(previous.start_date, previous.end_date);
  const elapsed = payroll.elapsed_share_of_last_day;
  const isEstimate = elapsed < 1;
  const says = isEstimate
    ? `Compared with ${days}. The last day still runs, so that period's last day counts ${formatPercent(elapsed)}: an estimate.`
    : `Compared with ${days}.`;
  return { days, isEstimate, says };
}
