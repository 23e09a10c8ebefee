import { listDays, type DayRange, type IsoDay } from "@/lib/time";
import type { DailyUsage, DailyUsageRow } from "@/lib/usage/schema";
import { addRoundedUsd } from "@/lib/micro-usd";
import { sumKnownUsd } from "./known-sum";
import { OTHER_COLOR, toSeriesColors } from "./series-colors";
import { toStepDays } from "./step-days";
import { toTicks } from "./ticks";
import { orderByValue, splitTopRows, toOtherName } from "./top-rows";

/** Seven by name and "Other" make the eight a reader can still tell apart. */
const NAMED_SERIES = 7;

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
  /** Equals the sum of all rows to the millionth. */
  totalUsd: number;
  previousTotalUsd: number | null;
  missingDayCount: number;
}

export interface DailyCostInput {
  range: DayRange;
  daily: DailyUsage;
  previous: { range: DayRange; daily: DailyUsage } | null;
}

interface SeriesPlan {
  series: DailyCostSeries[];
  indexOf: ReadonlyMap<string, number>;
}

/** Orders the series by cost, names seven, puts the exact rest into "Other", and lays the days out. */
export function prepareDailyCost({ range, daily, previous }: DailyCostInput): DailyCostModel {
  const plan = planSeries(daily.rows);
  const days = listDays(range);
  const stepDays = toStepDays(days.length);
  const costs = groupByDay(daily.rows, plan);
  const missing = new Set(daily.missing_days);
  const previousTotals = previous ? toDayTotals(previous.daily, previous.range) : [];
  const points: DailyCostPoint[] = [];
  for (let start = 0; start < days.length; start += stepDays) {
    const bar = days.slice(start, start + stepDays);
    const perDay = bar.map((day) => (missing.has(day) ? null : (costs.get(day) ?? [])));
    points.push(
      toPoint(bar, perDay, plan.series.length, previousTotals.slice(start, start + stepDays)),
    );
  }
  return {
    stepDays,
    series: plan.series,
    points,
    totalUsd: addRoundedUsd(daily.rows.map((row) => row.cost_usd)),
    previousTotalUsd: sumKnownUsd(previousTotals),
    missingDayCount: days.filter((day) => missing.has(day)).length,
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

function planSeries(rows: readonly DailyUsageRow[]): SeriesPlan {
  const byId = new Map<string, { name: string; costs: number[] }>();
  for (const row of rows) {
    const entry = byId.get(row.series_id) ?? { name: row.series_name, costs: [] };
    entry.costs.push(row.cost_usd);
    byId.set(row.series_id, entry);
  }
  const all = [...byId].map(([id, { name, costs }]) => ({
    id,
    name,
    costUsd: addRoundedUsd(costs),
  }));
  const ordered = orderByValue(
    all,
    (one) => one.costUsd,
    (one) => one.name,
  );
  const { shown, rest } = splitTopRows(ordered, NAMED_SERIES);
  const colors = toSeriesColors(shown);
  const series: DailyCostSeries[] = shown.map((one) => ({
    ...one,
    color: colors.get(one.id) ?? OTHER_COLOR,
    isOther: false,
  }));
  const indexOf = new Map(series.map((one, index) => [one.id, index]));
  if (rest.length > 0) {
    for (const one of rest) indexOf.set(one.id, series.length);
    series.push({
      id: OTHER_SERIES_ID,
      name: toOtherName(rest.length),
      color: OTHER_COLOR,
      costUsd: addRoundedUsd(rest.map((one) => one.costUsd)),
      isOther: true,
    });
  }
  return { series, indexOf };
}

/** Costs of each day, a list for each series. */
function groupByDay(rows: readonly DailyUsageRow[], plan: SeriesPlan): Map<IsoDay, number[][]> {
  const byDay = new Map<IsoDay, number[][]>();
  for (const row of rows) {
    const index = plan.indexOf.get(row.series_id) ?? 0;
    const day = byDay.get(row.day) ?? plan.series.map(() => []);
    day[index]?.push(row.cost_usd);
    byDay.set(row.day, day);
  }
  return byDay;
}

function toPoint(
  bar: readonly IsoDay[],
  perDay: readonly (number[][] | null)[],
  seriesCount: number,
  previous: readonly (number | null)[],
): DailyCostPoint {
  const read = perDay.filter((day) => day !== null);
  const isGap = read.length === 0;
  const costsUsd = Array.from({ length: seriesCount }, (_, index) =>
    isGap ? null : addRoundedUsd(read.flatMap((day) => day[index] ?? [])),
  );
  const first = bar[0] ?? "";
  return {
    from: first,
    to: bar.at(-1) ?? first,
    costsUsd,
    totalUsd: isGap ? null : addRoundedUsd(costsUsd.map((cost) => cost ?? 0)),
    previousUsd: sumKnownUsd(previous),
    isPartial: !isGap && read.length < bar.length,
  };
}

/** The total of each day in order; null where it was not read. */
function toDayTotals(daily: DailyUsage, range: DayRange): (number | null)[] {
  const missing = new Set(daily.missing_days);
  const byDay = new Map<IsoDay, number[]>();
  for (const row of daily.rows) {
    byDay.set(row.day, [...(byDay.get(row.day) ?? []), row.cost_usd]);
  }
  return listDays(range).map((day) =>
    missing.has(day) ? null : addRoundedUsd(byDay.get(day) ?? []),
  );
}
