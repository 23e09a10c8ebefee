import type { CostSeries, CostSeriesDay } from "@/lib/usage/cost-series-schema";
import type { IsoDay } from "@/lib/time";
import { addRoundedUsd } from "@/lib/micro-usd";
import { sumKnownUsd } from "./known-sum";
import { OTHER_COLOR, toSeriesColors } from "./series-colors";
import { toStepDays } from "./step-days";
import { toTicks } from "./ticks";

export const OTHER_SERIES_ID = "__other__";

export interface DailyCostSeries {
  id: string;
  name: string;
  color: string;
  costUsd: number;
  isOther: boolean;
}

/** One bar: a day, or seven days on long ranges. */
export interface DailyCostPoint {
  from: IsoDay;
  to: IsoDay;
  /** In the order of `series`; null where the day was not read: a gap, not a zero. */
  costsUsd: (number | null)[];
  totalUsd: number | null;
  /** The bar at the same place of the previous period. */
  previousUsd: number | null;
  /** Only some of the bar's days were read. */
  isPartial: boolean;
}

export interface DailyCostModel {
  stepDays: 1 | 7;
  series: DailyCostSeries[];
  points: DailyCostPoint[];
  /** Equals the sum of all series to the millionth. */
  totalUsd: number;
  previousTotalUsd: number | null;
  missingDayCount: number;
}

/** Gives the series their colours and lays the days out in bars. */
export function prepareDailyCost({ series, days }: CostSeries): DailyCostModel {
  const stepDays = toStepDays(days.length);
  const points: DailyCostPoint[] = [];
  for (let start = 0; start < days.length; start += stepDays) {
    points.push(toPoint(days.slice(start, start + stepDays), series.length));
  }
  return {
    stepDays,
    series: toColoredSeries(series),
    points,
    totalUsd: addRoundedUsd(series.map((one) => one.cost_usd)),
    previousTotalUsd: sumKnownUsd(days.map((day) => day.previous_cost_usd)),
    missingDayCount: days.filter((day) => day.costs_usd === null).length,
  };
}

/** Ticks over the series that are shown, and the previous period's line where it is drawn. */
export function toDailyCostTicks(model: DailyCostModel, hidden: ReadonlySet<string>): number[] {
  const isShown = model.series.map((series) => !hidden.has(series.id));
  const heights = model.points.map((point) =>
    point.costsUsd.reduce<number>(
      (sum, cost, index) => (isShown[index] === true ? sum + (cost ?? 0) : sum),
      0,
    ),
  );
  const previous = hidden.size === 0 ? model.points.map((point) => point.previousUsd ?? 0) : [];
  return toTicks(Math.max(0, ...heights, ...previous));
}

function toColoredSeries(series: CostSeries["series"]): DailyCostSeries[] {
  const named = series.flatMap(({ series_id, series_name }) =>
    series_id === null ? [] : [{ id: series_id, name: series_name }],
  );
  const colors = toSeriesColors(named);
  return series.map(({ series_id, series_name, cost_usd }) => ({
    id: series_id ?? OTHER_SERIES_ID,
    name: series_name,
    color: colors.get(series_id ?? "") ?? OTHER_COLOR,
    costUsd: cost_usd,
    isOther: series_id === null,
  }));
}

function toPoint(bar: readonly CostSeriesDay[], seriesCount: number): DailyCostPoint {
  const read = bar.map((day) => day.costs_usd).filter((costs) => costs !== null);
  const isGap = read.length === 0;
  const costsUsd = Array.from({ length: seriesCount }, (_, index) =>
    isGap ? null : addRoundedUsd(read.map((costs) => costs[index] ?? 0)),
  );
  const first = bar[0]?.day ?? "";
  return {
    from: first,
    to: bar.at(-1)?.day ?? first,
    costsUsd,
    totalUsd: isGap ? null : addRoundedUsd(costsUsd.map((cost) => cost ?? 0)),
    previousUsd: sumKnownUsd(bar.map((day) => day.previous_cost_usd)),
    isPartial: !isGap && read.length < bar.length,
  };
}
