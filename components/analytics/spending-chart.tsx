"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSkeleton } from "@/components/charts/plot-skeleton";
import { lazyWhenNear } from "@/components/ui/lazy-when-near";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { InsightSpending } from "@/lib/analytics/schema";

const HEIGHT = 280;
const SKELETON = <PlotSkeleton height={HEIGHT + 34} />;

const LazySpendingFigure = lazyWhenNear(() =>
  import("./spending-figure").then((module) => module.SpendingFigure),
);

interface SpendingChartProps {
  query: UseQueryResult<ApiAnswer<InsightSpending>>;
  csvHref: string;
}

/** What was spent in each day or hour, stacked by use. */
export function SpendingChart({ query, csvHref }: SpendingChartProps) {
  const [isTable, setIsTable] = useState(false);
  const step = query.data?.data.time.grain === "hour" ? "hour" : "day";
  return (
    <ChartFrame
      title="Spending over time"
      unit={`USD per UTC ${step}`}
      query={query}
      csvHref={csvHref}
      fileName="spending-over-time"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ steps }) => steps.every((one) => !one.total_usd)}
      emptyTitle="Nothing was spent in this time"
      emptyHint="Choose another time, or fewer filters."
      skeleton={SKELETON}
      renderFigure={(data) => (
        <LazySpendingFigure data={data} isTable={isTable} height={HEIGHT} fallback={SKELETON} />
      )}
    />
  );
}
