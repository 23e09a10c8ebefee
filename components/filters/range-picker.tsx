"use client";

import dynamic from "next/dynamic";
import { CalendarDays, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDayRange } from "@/lib/format";
import type { IsoDay } from "@/lib/time";
import type { RangeState, ResolvedRange } from "./resolve-range";

const LazyRangeChoices = dynamic(
  () => import("./range-choices").then((module) => module.RangeChoices),
  { ssr: false, loading: () => <Skeleton className="h-64" /> },
);

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
        <LazyRangeChoices range={range} today={today} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}
