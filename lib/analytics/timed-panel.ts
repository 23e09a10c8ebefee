import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/freshness/schema";
import type { Panel } from "@/lib/http/panel";
import { listReadSteps } from "./activity-store";
import { freshnessWords } from "@/lib/freshness/words";
import { getAnalyticsSnapshot } from "@/lib/freshness/service";
import { openInsightPanel, openInsightRequest, type InsightRequest } from "./panel";
import { listSteps, resolveTime, toReadTime, type ReadTime } from "./resolve-time";
import type { InsightArea, InsightQuery } from "./schema";
import { findSource, type NoSource, type TableSource } from "./source";

/** Says which steps of the range were not read. */
function toRangeSnapshot(base: Snapshot, time: ReadTime): Snapshot {
  const missing = time.missingSteps;
  if (base.state === "empty" || missing === 0) return base;
  const words = freshnessWords.stepsNotRead(missing, time.grain === "hour" ? "hour" : "day");
  return { ...base, state: "partial", reason: [words, base.reason].filter(Boolean).join(" ") };
}

/** Whether both times were read; what is missing must look neither like a rise from nothing nor like a fall. */
export async function isComparable(time: ReadTime): Promise<boolean> {
  const { grain, previous } = time;
  if (!time.isWhole) return false;
  const read = await listReadSteps(grain, previous);
  return read.length >= listSteps({ range: previous, grain }).length;
}

async function toReadTimeNow(query: InsightQuery): Promise<ReadTime> {
  const { asOf } = await getAnalyticsSnapshot("insights");
  const asked = resolveTime(query, new Date(), asOf);
  const read = await listReadSteps(asked.grain, asked.range);
  return toReadTime(
    asked,
    read.map(({ startsAt }) => startsAt),
  );
}

/** A panel about a stretch of time, of which its answer says how much was read. */
export async function openTimedPanel<T>(
  viewer: Viewer,
  query: InsightQuery,
  load: (insight: InsightRequest, time: ReadTime) => Promise<T>,
): Promise<Panel<T>> {
  const time = await toReadTimeNow(query);
  return openInsightPanel("insights", viewer, query, (insight) => load(insight, time), {
    refine: (snapshot) => toRangeSnapshot(snapshot, time),
  });
}

interface TablePanel<T> {
  area: InsightArea;
  /** Whether the scheduled table tells people apart. */
  hasPeople?: boolean;
  /** Whether amounts by day and hour are shown too, of which some may be missing. */
  hasSteps: boolean;
  load: (insight: InsightRequest, time: ReadTime, source: TableSource | NoSource) => Promise<T>;
}

/** A panel of the upstream's own tables: as old as the reading that it shows. */
export async function openTablePanel<T>(
  viewer: Viewer,
  query: InsightQuery,
  { area, hasPeople = false, hasSteps, load }: TablePanel<T>,
): Promise<Panel<T>> {
  const [time, { filter }] = await Promise.all([
    toReadTimeNow(query),
    openInsightRequest(viewer, query),
  ]);
  const source = await findSource(area, time, filter, hasPeople);
  const readAt = source.reading?.readAt ?? null;
  return openInsightPanel("insights", viewer, query, (insight) => load(insight, time, source), {
    etagSeed: [readAt?.getTime() ?? null, source.canRead],
    refine: (base) => {
      const snapshot = hasSteps ? toRangeSnapshot(base, time) : base;
      const isOlder = readAt !== null && snapshot.asOf !== null && readAt < snapshot.asOf;
      return isOlder ? { ...snapshot, asOf: readAt } : snapshot;
    },
  });
}
