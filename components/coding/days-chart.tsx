"use client";

import { useState, type ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FiguresTable } from "@/components/charts/figures-table";
import { prepareDailyCost } from "@/components/charts/prepare-daily-cost";
import { codingQueries } from "@/lib/coding/queries";
import { formatDay, formatUsd, formatUsdExact } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";
import type { CostSeries } from "@/lib/usage/cost-series-schema";
import type { FilterName } from "./coding-search-params";
import { StackedCost } from "./stacked-cost";
import type { CodingUrlState } from "./use-coding-url";

const HEIGHT = 280;
const LEGEND_HEIGHT = 34;

interface DaysChartProps {
  title: string;
  by: FilterName;
  url: CodingUrlState;
  controls?: ReactNode;
}

/** Cost of each day, stacked by what the panel is about. */
export function DaysChart({ title, by, url, controls }: DaysChartProps) {
  const [isTable, setIsTable] = useState(false);
  const query = useRead(codingQueries.series.options({ ...url.question, by }));
  return (
    <ChartFrame
      title={title}
      unit="USD, UTC days"
      query={query}
      csvHref={codingQueries.split.toCsvPath({ ...url.question, by })}
      fileName={`coding-agents-per-day-by-${by}`}
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ series }) => series.length === 0}
      emptyTitle="Nothing was spent"
      emptyHint="Choose another time or fewer filters, or connect an agent."
      controls={controls}
      height={HEIGHT + LEGEND_HEIGHT}
      describe={(costs) => `${formatUsd(prepareDailyCost(costs).totalUsd)} in all.`}
      renderPlot={(costs) => (
        <StackedCost
          key={by}
          label={`${title}. Arrow keys go through the days.`}
          model={prepareDailyCost(costs)}
          height={HEIGHT}
          toLabel={formatDay}
          toName={formatDay}
          onSelect={(id) => id !== "" && url.toggleFilter(by, id)}
        />
      )}
      renderTable={(costs) => <DaysTable title={title} costs={costs} />}
    />
  );
}

function DaysTable({ title, costs }: { title: string; costs: CostSeries }) {
  const model = prepareDailyCost(costs);
  const names = model.series.map((one) => one.name);
  return (
    <FiguresTable
      caption={`${title} in USD`}
      height={HEIGHT + LEGEND_HEIGHT}
      columns={["Day", "Total", ...names]}
      rows={[...model.points].reverse().map((point) => ({
        ...{ id: point.from, name: formatDay(point.from) },
        cells: [formatUsdExact(point.totalUsd), ...point.costsUsd.map(formatUsdExact)],
      }))}
      total={{
        ...{ id: "total", name: "Total" },
        cells: [
          formatUsdExact(model.totalUsd),
          ...model.series.map((one) => formatUsdExact(one.costUsd)),
        ],
      }}
    />
  );
}
