import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/freshness/schema";
import type { Panel } from "@/lib/http/panel";
import { listReadSteps } from "./activity-store";
import { freshnessWords } from "@/lib/freshness/words";
import { getAnalyticsSnapshot } from "@/lib/freshness/service";
import { openInsightPanel, type InsightRequest } from "./panel";
import { listSteps, resolveTime, toReadTime, type ReadTime } from "./resolve-time";
import type { InsightQuery } from "./schema";

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

/** A panel about a stretch of time, of which its answer says how much was read. */
export async function openTimedPanel<T>(
  viewer: Viewer,
  query: InsightQuery,
  load: (insight: InsightRequest, time: ReadTime) => Promise<T>,
  subject: string | null = null,
): Promise<Panel<T>> {
  const { asOf } = await getAnalyticsSnapshot("insights");
  const asked = resolveTime(query, new Date(), asOf);
  const read = await listReadSteps(asked.grain, asked.range);
  const time = toReadTime(
    asked,
    read.map(({ startsAt }) => startsAt),
  );
  return openInsightPanel("insights", viewer, query, (insight) => load(insight, time), {
    refine: (snapshot) => toRangeSnapshot(snapshot, time),
    subject,
  });
}
