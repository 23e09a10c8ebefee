"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export interface LegendSeries {
  id: string;
  name: string;
  color: string;
  /** What the series adds up to, ready to read. */
  value: string;
}

interface SeriesLegendProps {
  label: string;
  series: readonly LegendSeries[];
  hidden: ReadonlySet<string>;
  onToggle: (seriesId: string) => void;
  /** Entries that explain a mark and switch nothing. */
  children?: ReactNode;
}

/** Each entry is a switch for its series; the figures stay where they are. */
export function SeriesLegend({ label, series, hidden, onToggle, children }: SeriesLegendProps) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-1 gap-y-0.5">
      {series.map((one) => {
        const isShown = !hidden.has(one.id);
        return (
          <li key={one.id} className="min-w-0">
            <button
              type="button"
              aria-pressed={isShown}
              onClick={() => onToggle(one.id)}
              className={cn(
                "flex max-w-full items-center gap-1.5 rounded-md px-1.5 py-1 text-xs hover:bg-accent",
                !isShown && "text-muted-foreground line-through",
              )}
            >
              <span
                aria-hidden
                className="size-2.5 shrink-0 rounded-[3px] border-2"
                style={{
                  borderColor: one.color,
                  backgroundColor: isShown ? one.color : "transparent",
                }}
              />
              <span className="truncate">{one.name}</span>
              <span className="text-muted-foreground tabular-nums">{one.value}</span>
            </button>
          </li>
        );
      })}
      {children}
    </ul>
  );
}
