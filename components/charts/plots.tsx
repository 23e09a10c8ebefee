"use client";

import dynamic from "next/dynamic";
import { createContext, use, type ComponentType, type ReactNode } from "react";
import { WhenNear } from "@/components/ui/when-near";
import { PlotSkeleton } from "./plot-skeleton";

/** The plot's figures as a table, for where it is not drawn: without scripts, and on paper. */
export const PlotTable = createContext<ReactNode>(null);

function PlotPlace() {
  return (
    <>
      <div className="h-full print:hidden noscript:hidden">
        <PlotSkeleton />
      </div>
      <div className="hidden print:block noscript:block">{use(PlotTable)}</div>
    </>
  );
}

const loading = () => <PlotSkeleton />;

/**
 * A plot that is fetched and drawn when it is near; its place is as high from the start. Recharts comes with the
 * first of them: 117 of a tenant's page's 315 KiB of script.
 */
function whenNear<Props extends { height: number }>(Plot: ComponentType<Props>) {
  return function PlacedPlot(props: Props) {
    return (
      <div className="noscript:h-auto!" style={{ height: props.height }}>
        <WhenNear fallback={<PlotPlace />}>
          <Plot {...props} />
        </WhenNear>
      </div>
    );
  };
}

export const ColumnPlot = whenNear(
  dynamic(() => import("./column-plot").then((module) => module.ColumnPlot), {
    ssr: false,
    loading,
  }),
);

export const RowPlot = whenNear(
  dynamic(() => import("./row-plot").then((module) => module.RowPlot), {
    ssr: false,
    loading,
  }),
);

export const StackedDays = whenNear(
  dynamic(() => import("./stacked-days").then((module) => module.StackedDays), {
    ssr: false,
    loading,
  }),
);
