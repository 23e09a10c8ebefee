import { ChartTooltip, type ChartTooltipRow } from "@/components/charts/chart-tooltip";
import type { DailyCostModel, DailyCostPoint } from "@/components/charts/prepare-daily-cost";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { IsoDay } from "@/lib/time";
import { formatChange, formatDayRange, formatUsd } from "@/lib/format";
import { formatWeekday } from "@/lib/format-details";

interface DailyCostTooltipProps {
  model: DailyCostModel;
  index: number;
  hidden: ReadonlySet<string>;
  /** The UTC day that still runs. */
  today: IsoDay;
}

/** Every series shown on that day, most first, with their total and the previous period's. */
export function DailyCostTooltip({ model, index, hidden, today }: DailyCostTooltipProps) {
  const point = model.points[index];
  if (!point) return null;
  const title =
    point.from === point.to ? formatWeekday(point.from) : formatDayRange(point.from, point.to);
  if (point.totalUsd === null) {
    return <ChartTooltip title={title} rows={[]} note="Not read yet: missing, not zero." />;
  }
  const shown = model.series
    .map((series, position) => ({ series, costUsd: point.costsUsd[position] ?? 0 }))
    .filter(({ series }) => !hidden.has(series.id));
  const rows = shown
    .filter(({ costUsd }) => costUsd > 0)
    .sort((a, b) => b.costUsd - a.costUsd)
    .map(({ series, costUsd }) => ({
      label: series.name,
      value: formatUsd(costUsd),
      color: series.color,
    }));
  const shownUsd = addRoundedUsd(shown.map(({ costUsd }) => costUsd));
  return (
    <ChartTooltip
      title={title}
      rows={rows}
      footer={toFooter(point, hidden.size > 0 ? shownUsd : null, point.to >= today)}
      note={toNote(point, today)}
    />
  );
}

function toNote(point: DailyCostPoint, today: IsoDay): string | undefined {
  if (point.isPartial) return "Some of these days were not read.";
  return point.to >= today ? "So far: this UTC day still runs." : undefined;
}

function toFooter(
  point: DailyCostPoint,
  shownUsd: number | null,
  isRunning: boolean,
): ChartTooltipRow[] {
  const mark = point.isPartial ? "≥ " : "";
  const rows: ChartTooltipRow[] = [
    { label: "Total", value: `${mark}${formatUsd(point.totalUsd)}` },
  ];
  if (shownUsd !== null) rows.unshift({ label: "Shown", value: formatUsd(shownUsd) });
  if (point.previousUsd !== null) {
    rows.push({ label: "Previous period", value: formatUsd(point.previousUsd) });
  }
  // A day that still runs against a whole one would always look like a fall.
  if (point.previousUsd !== null && !isRunning) {
    rows.push({ label: "Change", value: formatChange(point.totalUsd, point.previousUsd).text });
  }
  return rows;
}
