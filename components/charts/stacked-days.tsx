"use client";

import { lazyWhenUsed } from "@/components/ui/lazy-when-used";
import type { StackedDaysProps } from "./day-stack";
import { StackedDaysPicture } from "./stacked-days-picture";

const LazyStackedDaysPlot = lazyWhenUsed(() =>
  import("./stacked-days-plot").then((module) => module.StackedDaysPlot),
);

/** Bars of each day stacked by series: a picture at once, which answers from the first sign of somebody. */
export function StackedDays(props: StackedDaysProps) {
  return <LazyStackedDaysPlot {...props} fallback={<StackedDaysPicture {...props} />} />;
}
