import {
  addDays,
  addMonths,
  countDays,
  isIsoDay,
  startOfMonth,
  type DayRange,
  type IsoDay,
} from "@/lib/time";
import { MAX_RANGE_DAYS } from "@/lib/usage/period";
import { findRangeProblem } from "./range-problem";

export const RANGE_PRESETS = ["7d", "30d", "month", "3m"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export const DEFAULT_RANGE: RangePreset = "30d";

export const RANGE_LABELS: Record<RangePreset, string> = {
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
  "3m": "Last 3 months",
};

/** As the URL has it: a preset, or both ends of a custom range. */
export interface RangeState {
  range: RangePreset | null;
  from: IsoDay | null;
  to: IsoDay | null;
}

/** ISO days, both included, UTC. `preset` is null for a custom range. */
export interface ResolvedRange {
  startDate: IsoDay;
  endDate: IsoDay;
  preset: RangePreset | null;
  label: string;
  /** Why these are not the days that the URL asks for; null where they are. */
  problem: RangeProblem | null;
}

export interface RangeProblem {
  says: string;
  /** The days nearest to what was asked for that can be shown. */
  nearest: DayRange;
}

export function toPresetRange(preset: RangePreset, today: IsoDay): DayRange {
  if (preset === "7d") return { from: addDays(today, -6), to: today };
  if (preset === "30d") return { from: addDays(today, -29), to: today };
  if (preset === "month") return { from: startOfMonth(today), to: today };
  return { from: addDays(addMonths(today, -3), 1), to: today };
}

/** Whether these days can be asked for; `findRangeProblem` says in words why not. */
export function isAskable(from: string, to: string, today: IsoDay): boolean {
  const areDays = isIsoDay(from) && isIsoDay(to);
  return areDays && from <= to && to <= today && countDays({ from, to }) <= MAX_RANGE_DAYS;
}

/** The days nearest to two ends that cannot be asked for; an end that is no day is left open. */
export function toNearestRange(from: string, to: string, today: IsoDay): DayRange {
  const toPast = (day: string) => (day > today ? today : day);
  const first = isIsoDay(from) ? toPast(from) : null;
  const last = isIsoDay(to) ? toPast(to) : null;
  if (first === null && last === null) return toPresetRange(DEFAULT_RANGE, today);
  const [start = today, end = today] = [first ?? addDays(last ?? today, -29), last ?? today].sort();
  const earliest = addDays(end, 1 - MAX_RANGE_DAYS);
  return { from: start < earliest ? earliest : start, to: end };
}

/** The days a URL asks for. A custom range that cannot be asked for is said, and the preset shown. */
export function resolveRange(state: RangeState, today: IsoDay): ResolvedRange {
  const { from, to } = state;
  if (from && to && isAskable(from, to, today)) {
    return { startDate: from, endDate: to, preset: null, label: "Custom range", problem: null };
  }
  const asked = from === null && to === null ? null : { from: from ?? "", to: to ?? "" };
  const says = asked && findRangeProblem(asked.from, asked.to, today)?.says;
  const problem =
    asked && says ? { says, nearest: toNearestRange(asked.from, asked.to, today) } : null;
  const preset = state.range ?? DEFAULT_RANGE;
  const range = toPresetRange(preset, today);
  const label = RANGE_LABELS[preset];
  return { startDate: range.from, endDate: range.to, preset, label, problem };
}
