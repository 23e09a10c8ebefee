import { countDays, isIsoDay, type IsoDay } from "@/lib/time";
import { MAX_RANGE_DAYS } from "@/lib/usage/period";

/** Which field of a custom range is wrong and why, in words; null when it can be asked for. */
export function findRangeProblem(
  from: string,
  to: string,
  today: IsoDay,
): { field: "from" | "to"; says: string } | null {
  if (!isIsoDay(from)) return { field: "from", says: "Choose the first day." };
  if (!isIsoDay(to)) return { field: "to", says: "Choose the last day." };
  if (from > today) return { field: "from", says: "The first day is in the future." };
  if (to > today) return { field: "to", says: "The last day is in the future." };
  if (to < from) return { field: "to", says: "The last day is before the first." };
  if (countDays({ from, to }) > MAX_RANGE_DAYS) {
    return { field: "from", says: `Choose at most ${MAX_RANGE_DAYS} days.` };
  }
  return null;
}
