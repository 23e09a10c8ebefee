import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import { countDays, type DayRange } from "@/lib/time";
import { toComparedPeriod, toElapsedShareOfLastDay, type WeightedPeriod } from "./period";
import type { CostSeriesQuery } from "./schema";
import { openUsagePanel } from "./service";
import { listCoveredDays } from "./store";

/** Null where the previous period was not read as a whole: a change against a part would be a lie. */
async function findComparable(
  tenantId: string,
  range: DayRange,
  asOf: Date | null,
): Promise<WeightedPeriod | null> {
  const previous = toComparedPeriod(range, asOf);
  const covered = await listCoveredDays(tenantId, previous.range);
  return covered.length < countDays(previous.range) ? null : previous;
}

/** A panel beside the period before: the same for each, so that their totals of it agree. */
export async function openComparedPanel<T>(
  viewer: Viewer,
  tenantId: string,
  query: Pick<CostSeriesQuery, "start_date" | "end_date" | "compare">,
  load: (range: DayRange, previous: WeightedPeriod | null) => ReturnType<Panel<T>["load"]>,
): Promise<Panel<T>> {
  const panel: Panel<T> = await openUsagePanel(viewer, tenantId, query, async (range) =>
    load(
      range,
      query.compare === "previous"
        ? await findComparable(tenantId, range, panel.snapshot.asOf)
        : null,
    ),
  );
  const { asOf } = panel.snapshot;
  // The comparison depends on how much of today had passed, so the answer's age is part of its version.
  const range = { from: query.start_date, to: query.end_date };
  const isRunning = toElapsedShareOfLastDay(range, asOf) < 1;
  return isRunning ? { ...panel, etagSeed: [asOf?.getTime() ?? 0] } : panel;
}
