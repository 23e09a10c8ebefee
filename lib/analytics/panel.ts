import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import type { Snapshot } from "@/lib/freshness/schema";
import { getAnalyticsSnapshot } from "@/lib/freshness/service";
import { findPersonByEmail, type MyPerson } from "./leaderboard-store";
import type { WhoFilter } from "./schema";
import { toInsightScope, toInsightFilter, type InsightFilter } from "./scope";

/** What a question of a viewer may read. */
export interface InsightRequest {
  viewer: Viewer;
  me: MyPerson | null;
  filter: InsightFilter;
}

export async function openInsightRequest(
  viewer: Viewer,
  filter: WhoFilter,
): Promise<InsightRequest> {
  const me = await findPersonByEmail(viewer.email);
  return { viewer, me, filter: toInsightFilter(toInsightScope(viewer), filter, me?.id ?? null) };
}

function toFilterWords({ person, project }: WhoFilter): string[] {
  return [
    ...person.map((id) => `person ${id}`),
    ...project.map((name) => `project ${name === "" ? "(none)" : name}`),
  ];
}

/** Reads before the headers are made, so that what is out of reach is a 404 and not a 304. */
export async function loadFirst<T>(panel: Panel<T>): Promise<Panel<T>> {
  const answer = await panel.load();
  return { ...panel, load: () => Promise.resolve(answer) };
}

const MS_PER_HOUR = 3_600_000;

interface PanelDetails {
  refine?: (snapshot: Snapshot) => Snapshot;
  /** What its answer depends on beside the last reading on schedule. */
  etagSeed?: Panel<unknown>["etagSeed"];
}

/** A panel of the analytics page. Its answer is one viewer's own. */
export async function openInsightPanel<T>(
  kind: "leaderboard" | "insights",
  viewer: Viewer,
  filter: WhoFilter,
  load: (insight: InsightRequest) => Promise<T>,
  { refine = (snapshot) => snapshot, etagSeed = [] }: PanelDetails = {},
): Promise<Panel<T>> {
  const [insight, base] = await Promise.all([
    openInsightRequest(viewer, filter),
    getAnalyticsSnapshot(kind),
  ]);
  const snapshot = refine(base);
  return {
    snapshot,
    subject: null,
    viewer,
    // Windows move with the clock even when nothing new was read.
    etagSeed: [
      snapshot.state,
      insight.me?.is_name_shared ?? false,
      Math.floor(Date.now() / MS_PER_HOUR),
      ...etagSeed,
    ],
    filterWords: toFilterWords(filter),
    load: async () => ({ data: await load(insight) }),
  };
}
