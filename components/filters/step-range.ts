import {
  addDays,
  addMonths,
  countDays,
  startOfMonth,
  type DayRange,
  type IsoDay,
} from "@/lib/time";
import { RANGE_PRESETS, toPresetRange, type RangeState, type ResolvedRange } from "./resolve-range";

/** The URL state for these days: the preset that means them, else a custom range. */
export function toRangeState(range: DayRange, today: IsoDay): RangeState {
  const preset = RANGE_PRESETS.find((candidate) => {
    const days = toPresetRange(candidate, today);
    return days.from === range.from && days.to === range.to;
  });
  if (preset) return { range: preset, from: null, to: null };
  return { range: null, from: range.from, to: range.to };
}

function isWholeMonths(range: DayRange, today: IsoDay): boolean {
  if (range.from !== startOfMonth(range.from)) return false;
  const endsMonth = addDays(range.to, 1) === startOfMonth(addDays(range.to, 1));
  return endsMonth || (range.to === today && startOfMonth(today) === range.from);
}

/** The period before (-1) or after (1): calendar months step by months, others by their own length. */
export function stepRange(resolved: ResolvedRange, step: -1 | 1, today: IsoDay): RangeState {
  const range = { from: resolved.startDate, to: resolved.endDate };
  let next: DayRange;
  if (isWholeMonths(range, today)) {
    const months = countMonths(range) * step;
    const from = addMonths(range.from, months);
    next = { from, to: addDays(addMonths(from, Math.abs(months)), -1) };
  } else {
    const days = countDays(range) * step;
    next = { from: addDays(range.from, days), to: addDays(range.to, days) };
  }
  if (next.from > today) return toRangeState(range, today);
  if (next.to > today && !isWholeMonths(range, today)) {
    next = { from: addDays(today, 1 - countDays(range)), to: today };
  }
  return toRangeState({ from: next.from, to: next.to > today ? today : next.to }, today);
}

function countMonths(range: DayRange): number {
  const [fromYear = 0, fromMonth = 0] = range.from.split("-").map(Number);
  const [toYear = 0, toMonth = 0] = range.to.split("-").map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
}

/** From 1 January to today. */
export function toYearToDate(today: IsoDay): RangeState {
  return toRangeState({ from: `${today.slice(0, 4)}-01-01`, to: today }, today);
}
