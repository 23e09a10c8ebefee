"use client";

import { formatDayRange } from "@/lib/format";
import type { IsoDay } from "@/lib/time";
import { RangeNotice } from "./range-notice";
import type { RangeState, ResolvedRange } from "./resolve-range";
import { toRangeState } from "./step-range";

interface DayRangeNoticeProps {
  range: ResolvedRange;
  today: IsoDay;
  onChange: (range: RangeState) => void;
}

/** Nothing where the days of the address are the days that are shown. */
export function DayRangeNotice({ range, today, onChange }: DayRangeNoticeProps) {
  if (range.problem === null) return null;
  const { says, nearest } = range.problem;
  return (
    <RangeNotice
      says={says}
      shown={formatDayRange(range.startDate, range.endDate)}
      nearest={formatDayRange(nearest.from, nearest.to)}
      onChoose={() => onChange(toRangeState(nearest, today))}
    />
  );
}
