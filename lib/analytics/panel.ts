import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import type { Panel } from "@/lib/usage/service";
import { getAnalyticsSnapshot } from "./freshness";
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

/**
 * A panel of the analytics page. Its answer is one viewer's own: the ETag is made of who asks and what
 * they may read, so that nothing is found again by its address alone.
 */
export async function openInsightPanel<T>(
  kind: "leaderboard" | "insights",
  viewer: Viewer,
  filter: WhoFilter,
  load: (insight: InsightRequest) => Promise<T>,
  refine: (snapshot: Snapshot) => Promise<Snapshot> = (snapshot) => Promise.resolve(snapshot),
): Promise<Panel<T>> {
  const [insight, base] = await Promise.all([
    openInsightRequest(viewer, filter),
    getAnalyticsSnapshot(kind),
  ]);
  const snapshot = await refine(base);
  const { viewer: asker, me } = insight;
  const seed = [
    snapshot.version,
    snapshot.state,
    asker.userId.slice(-12),
    asker.role,
    asker.projectNames.length,
    Number(me?.is_name_shared ?? false),
    // Windows move with the clock even when nothing new was read.
    Math.floor(Date.now() / 3_600_000),
  ].join("-");
  return {
    snapshot,
    tenantName: "",
    etagSeed: seed,
    isShared: false,
    filterWords: toFilterWords(filter),
    load: async () => ({ data: await load(insight) }),
  };
}
