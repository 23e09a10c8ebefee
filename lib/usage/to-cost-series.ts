import { addRoundedUsd } from "@/lib/micro-usd";
import { listDays, type DayRange, type IsoDay } from "@/lib/time";
import { orderByValue, splitTopRows, toOtherName } from "@/lib/top-rows";
import type { CostSeries, CostSeriesEntry } from "./cost-series-schema";
import type { DailyUsage, DailyUsageRow } from "./schema";

/** Seven by name and "Other" make the eight a reader can still tell apart. */
const NAMED_SERIES = 7;

export interface PreviousDays {
  range: DayRange;
  /** USD of each day with usage; the period was read as a whole, so a day without a row cost nothing. */
  totals: ReadonlyMap<IsoDay, number>;
}

/** Orders the series by cost, names seven, puts the exact rest into "Other", and lays the days out. */
export function toCostSeries(
  range: DayRange,
  daily: DailyUsage,
  previous: PreviousDays | null,
): CostSeries {
  const { series, indexOf } = planSeries(daily.rows);
  const missing = new Set(daily.missing_days);
  const previousDays = previous ? listDays(previous.range) : [];
  const costs = groupByDay(daily.rows, indexOf, series.length);
  const days = listDays(range).map((day, index) => {
    const before = previousDays[index];
    return {
      day,
      costs_usd: missing.has(day) ? null : (costs.get(day) ?? []).map(addRoundedUsd),
      previous_cost_usd: before === undefined ? null : (previous?.totals.get(before) ?? 0),
    };
  });
  return { series, days };
}

interface SeriesPlan {
  series: CostSeriesEntry[];
  /** Where in `series` an agent or provider counts. */
  indexOf: ReadonlyMap<string, number>;
}

function planSeries(rows: readonly DailyUsageRow[]): SeriesPlan {
  const ordered = orderByValue(
    sumBySeries(rows),
    (one) => one.cost_usd,
    (one) => one.series_name,
  );
  const { shown, rest } = splitTopRows(ordered, NAMED_SERIES);
  const indexOf = new Map(shown.map((one, index) => [one.series_id, index]));
  if (rest.length === 0) return { series: shown, indexOf };
  for (const { series_id } of rest) indexOf.set(series_id, shown.length);
  const other = {
    series_id: null,
    series_name: toOtherName(rest.length),
    cost_usd: addRoundedUsd(rest.map((one) => one.cost_usd)),
  };
  return { series: [...shown, other], indexOf };
}

function sumBySeries(rows: readonly DailyUsageRow[]) {
  const byId = new Map<string, { name: string; costs: number[] }>();
  for (const row of rows) {
    const entry = byId.get(row.series_id) ?? { name: row.series_name, costs: [] };
    entry.costs.push(row.cost_usd);
    byId.set(row.series_id, entry);
  }
  return [...byId].map(([series_id, { name, costs }]) => ({
    series_id,
    series_name: name,
    cost_usd: addRoundedUsd(costs),
  }));
}

/** Costs of each day, a list for each series. */
function groupByDay(
  rows: readonly DailyUsageRow[],
  indexOf: ReadonlyMap<string, number>,
  seriesCount: number,
): Map<IsoDay, number[][]> {
  const byDay = new Map<IsoDay, number[][]>();
  for (const row of rows) {
    const day = byDay.get(row.day) ?? Array.from({ length: seriesCount }, () => []);
    day[indexOf.get(row.series_id) ?? 0]?.push(row.cost_usd);
    byDay.set(row.day, day);
  }
  return byDay;
}
