"use client";

import { CalendarDays, Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { formatDateTime } from "@/lib/format";
import { PERIOD_LABELS, PERIODS } from "@/lib/analytics/period";
import type { AnalyticsUrl } from "./use-analytics-url";
import { type EndProblem, TwoEndsForm } from "@/components/filters/two-ends-form";

interface CustomTimeFormProps {
  /** ISO times, UTC; null where none was chosen. */
  from: string | null;
  to: string | null;
  onApply: (from: string, to: string) => void;
}

const LABELS = { from: "Start (UTC)", to: "End (UTC)", apply: "Show this time" };

const toInput = (iso: string | null) => iso?.slice(0, 16) ?? "";
const toIso = (text: string) => `${text}:00Z`;

function findProblem(from: string, to: string): EndProblem | null {
  if (from === "") return { field: "from", says: "Choose the start." };
  if (to === "") return { field: "to", says: "Choose the end." };
  if (to <= from) return { field: "to", says: "The end is before the start." };
  if (Date.parse(toIso(from)) > Date.now()) {
    return { field: "from", says: "The start is in the future." };
  }
  return null;
}

/** Two points in time, UTC. */
function CustomTimeForm({ from, to, onApply }: CustomTimeFormProps) {
  return (
    <TwoEndsForm
      label="Custom time"
      type="datetime-local"
      labels={LABELS}
      from={toInput(from)}
      to={toInput(to)}
      findProblem={findProblem}
      onApply={(start, end) => onApply(toIso(start), toIso(end))}
    />
  );
}

/** The time of the insights: a period, or any two points in time. UTC. */
export function PeriodPicker({ url }: { url: AnalyticsUrl }) {
  const [isOpen, setIsOpen] = useState(false);
  const label = url.period
    ? PERIOD_LABELS[url.period]
    : `${formatDateTime(url.from)} – ${formatDateTime(url.to)}`;
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline">
          <CalendarDays aria-hidden className="text-muted-foreground" />
          <span className="sr-only">Time: </span>
          {label}
          <ChevronDown aria-hidden className="ml-auto size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="grid gap-3 p-2!" aria-label="Time">
        <ul className="grid">
          {PERIODS.map((period) => (
            <li key={period}>
              <button
                type="button"
                aria-pressed={url.period === period}
                className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left hover:bg-accent"
                onClick={() => {
                  url.setPeriod(period);
                  setIsOpen(false);
                }}
              >
                {PERIOD_LABELS[period]}
                <Check
                  aria-hidden
                  className={cn("size-4 text-brand", url.period !== period && "invisible")}
                />
              </button>
            </li>
          ))}
        </ul>
        <div className="border-t px-2 pt-3 pb-1">
          <CustomTimeForm
            key={`${url.from ?? ""}${url.to ?? ""}`}
            from={url.from}
            to={url.to}
            onApply={(from, to) => {
              url.setCustom(from, to);
              setIsOpen(false);
            }}
          />
          <p className="mt-2 text-xs text-muted-foreground">
            UTC. Hours are kept for two days; before that a range is answered in whole days.
          </p>
        </div>
      </PopoverContent>
    </Popover>
  );
}
