import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { parseUsd, roundSharesToMicroUsd } from "@/lib/money";
import { countDays, type DayRange } from "@/lib/time";
import { toPreviousPeriod } from "./period";
import type { CostSeries } from "./cost-series-schema";
import type { CostSeriesQuery } from "./schema";
import { openUsagePanel, readDailyUsage, toFilters } from "./service";
import { listCoveredDays, listDailyTotals } from "./store";
import { toCostSeries, type PreviousDays } from "./to-cost-series";

/** Cost of each day as a chart shows it: some twenty times smaller than the rows of every agent. */
export function getCostSeries(viewer: Viewer, tenantId: string, query: CostSeriesQuery) {
  return openUsagePanel<CostSeries>(viewer, tenantId, query, async (range) => {
    const [daily, previous] = await Promise.all([
      readDailyUsage(tenantId, query, range),
      query.compare === "previous" ? readPreviousDays(tenantId, query, range) : null,
    ]);
    return { data: toCostSeries(range, daily, previous) };
  });
}

/** Null where the previous period was not read as a whole: a line with holes would look like savings. */
async function readPreviousDays(
  tenantId: string,
  query: CostSeriesQuery,
  range: DayRange,
): Promise<PreviousDays | null> {
  const previous = toPreviousPeriod(range);
  const [coveredDays, rows] = await Promise.all([
    listCoveredDays(tenantId, previous),
    listDailyTotals(tenantId, previous, toFilters(query)),
  ]);
  if (coveredDays.length < countDays(previous)) return null;
  const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
  return {
    range: previous,
    totals: new Map(rows.map((row, index) => [row.day, costs[index] ?? 0])),
  };
}
