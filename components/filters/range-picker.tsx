"use client";

import { CalendarDays, Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { formatDayRange } from "@/lib/format";
import type { IsoDay } from "@/lib/time";
import { CustomRangeForm } from "./custom-range-form";
import {
  RANGE_LABELS,
  RANGE_PRESETS,
  toRangeState,
  type RangeState,
  type ResolvedRange,
} from "./resolve-range";

interface RangePickerProps {
  range: ResolvedRange;
  today: IsoDay;
  onChange: (range: RangeState) => void;
  className?: string;
}

/** The time range of the page: four presets or any two days, all in UTC. */
export function RangePicker({ range, today, onChange, className }: RangePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const days = formatDayRange(range.startDate, range.endDate);

  function choose(next: RangeState) {
    onChange(next);
    setIsOpen(false);
  }

  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" className={className}>
          <CalendarDays aria-hidden className="text-muted-foreground" />
          <span className="sr-only">Time range: </span>
          {range.preset ? range.label : days}{" "}
          {range.preset && (
            <span className="hidden font-normal text-muted-foreground xl:inline">{days}</span>
          )}
          <ChevronDown aria-hidden className="ml-auto size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="grid gap-3 p-2!" aria-label="Time range">
        <ul className="grid">
          {RANGE_PRESETS.map((preset) => (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={range.preset === preset}
                className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left hover:bg-accent"
                onClick={() => choose({ range: preset, from: null, to: null })}
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
            onApply={(from, to) => choose(toRangeState({ from, to }, today))}
          />
          <p className="mt-2 text-xs text-muted-foreground">
            UTC days, both included. LiteLLM counts in UTC.
          </p>
        </div>
      </PopoverContent>
    </Popover>
  );
}
