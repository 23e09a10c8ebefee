"use client";

import type { IsoDay } from "@/lib/time";
import { findRangeProblem } from "./range-problem";
import { TwoEndsForm } from "./two-ends-form";

interface CustomRangeFormProps {
  startDate: IsoDay;
  endDate: IsoDay;
  today: IsoDay;
  onApply: (from: IsoDay, to: IsoDay) => void;
}

const LABELS = { from: "First day", to: "Last day", apply: "Show these days" };

/** Two calendar days, both included. */
export function CustomRangeForm({ startDate, endDate, today, onApply }: CustomRangeFormProps) {
  return (
    <TwoEndsForm
      label="Custom range"
      type="date"
      labels={LABELS}
      from={startDate}
      to={endDate}
      max={today}
      isSideBySide
      findProblem={(from, to) => findRangeProblem(from, to, today)}
      onApply={onApply}
    />
  );
}
