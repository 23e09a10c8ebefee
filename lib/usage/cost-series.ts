import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { parseUsd, roundSharesToMicroUsd } from "@/lib/money";
import { openComparedPanel } from "./compared-panel";
import type { WeightedPeriod } from "./period";
import type { CostSeries } from "./cost-series-schema";
import type { CostSeriesQuery } from "./schema";
import { readDailyUsage, toFilters } from "./service";
import { listDailyTotals } from "./store";
import { toCostSeries, type PreviousDays } from "./to-cost-series";

/** Cost of each day as a chart shows it: some twenty times smaller than the rows of every agent. */
export function getCostSeries(viewer: Viewer, tenantId: string, query: CostSeriesQuery) {
  return openComparedPanel<CostSeries>(viewer, tenantId, query, async (range, before) => {
    const [daily, previous] = await Promise.all([
      readDailyUsage(tenantId, query, range),
      before && readPreviousDays(tenantId, query, before),
    ]);
    return { data: toCostSeries(range, daily, previous) };
  });
}

/** Its last day counts by the share that has passed of the range's own, as in every total. */
async function readPreviousDays(
  tenantId: string,
  query: CostSeriesQuery,
  { range, lastDayShare }: WeightedPeriod,
): Promise<PreviousDays> {
  const rows = await listDailyTotals(tenantId, range, toFilters(query));
  const costs = roundSharesToMicroUsd(
    rows.map(({ day, cost_usd }) => parseUsd(cost_usd).times(day === range.to ? lastDayShare : 1)),
  );
  return { range, totals: new Map(rows.map((row, index) => [row.day, costs[index] ?? 0])) };
}
