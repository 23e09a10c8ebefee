"use client";

import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { IsoDay } from "@/lib/time";
import { RANGE_LABELS, RANGE_PRESETS, type RangeState, type ResolvedRange } from "./resolve-range";
import { toRangeState } from "./step-range";
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
function CustomRangeForm({ startDate, endDate, today, onApply }: CustomRangeFormProps) {
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

interface RangeChoicesProps {
  range: ResolvedRange;
  today: IsoDay;
  onChoose: (range: RangeState) => void;
}

/** What the range picker shows. */
export function RangeChoices({ range, today, onChoose }: RangeChoicesProps) {
  return (
    <>
      <ul className="grid">
        {RANGE_PRESETS.map((preset) => (
          <li key={preset}>
            <button
              type="button"
              aria-pressed={range.preset === preset}
              className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left hover:bg-accent"
              onClick={() => onChoose({ range: preset, from: null, to: null })}
            >
              {RANGE_LABELS[preset]}
              <Check
                aria-hidden
                className={cn("size-4 text-brand", range.preset !== preset && "invisible")}
              />
            </button>
          </li>
        ))}
      </ul>
      <div className="border-t px-2 pt-3 pb-1">
        <CustomRangeForm
          key={`${range.startDate}${range.endDate}`}
          startDate={range.startDate}
          endDate={range.endDate}
          today={today}
          onApply={(from, to) => onChoose(toRangeState({ from, to }, today))}
        />
        <p className="mt-2 text-xs text-muted-foreground">
          UTC days, both included. LiteLLM counts in UTC.
        </p>
      </div>
    </>
  );
}
