"use client";

import dynamic from "next/dynamic";
import { PlotSkeleton } from "./plot-skeleton";

function renderLoading() {
  return <PlotSkeleton />;
}

/** The plots with Recharts, fetched after the page's figures stand. */
export const LazyColumnPlot = dynamic(() => import("./column-plot"), {
  ssr: false,
  loading: renderLoading,
});

export const LazyRowPlot = dynamic(() => import("./row-plot"), {
  ssr: false,
  loading: renderLoading,
});

export const LazyStackedDaysPlot = dynamic(() => import("./stacked-days-plot"), {
  ssr: false,
  loading: renderLoading,
});
