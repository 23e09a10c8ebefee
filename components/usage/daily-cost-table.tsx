import { FiguresTable } from "@/components/charts/figures-table";
import type { DailyCostModel, DailyCostPoint } from "@/components/charts/prepare-daily-cost";
import { formatDay, formatDayRange, formatUsdExact } from "@/lib/format";

interface DailyCostTableProps {
  model: DailyCostModel;
  height: number;
}

/** The days as rows, newest first, the series as columns; gaps stay gaps. */
export function DailyCostTable({ model, height }: DailyCostTableProps) {
  const hasPrevious = model.previousTotalUsd !== null;
  const names = model.series.map((series) => series.name);
  return (
    <FiguresTable
      caption="Cost per day in USD"
      height={height}
      columns={["Day", "Total", ...(hasPrevious ? ["Previous period"] : []), ...names]}
      rows={[...model.points].reverse().map((point) => ({
        id: point.from,
        name: toDayName(point),
        cells: [
          `${point.isPartial ? "≥ " : ""}${formatUsdExact(point.totalUsd)}`,
          ...(hasPrevious ? [formatUsdExact(point.previousUsd)] : []),
          ...point.costsUsd.map(formatUsdExact),
        ],
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: [
          formatUsdExact(model.totalUsd),
          ...(hasPrevious ? [formatUsdExact(model.previousTotalUsd)] : []),
          ...model.series.map((series) => formatUsdExact(series.costUsd)),
        ],
      }}
    />
  );
}

function toDayName(point: DailyCostPoint): string {
  return point.from === point.to ? formatDay(point.from) : formatDayRange(point.from, point.to);
}
