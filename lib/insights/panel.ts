import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import type { Panel } from "@/lib/usage/service";
import { getAnalyticsSnapshot } from "./freshness";
import { findPersonByEmail, type MyPerson } from "./leaderboard-store";
import type { WhoFilter } from "./schema";
import { toInsightScope, toReach, type InsightReach } from "./scope";

/** What a question of a viewer may read. */
export interface Asking {
  viewer: Viewer;
  me: MyPerson | null;
  reach: InsightReach;
}

export async function openAsking(viewer: Viewer, filter: WhoFilter): Promise<Asking> {
  const me = await findPersonByEmail(viewer.email);
  return { viewer, me, reach: toReach(toInsightScope(viewer), filter, me?.id ?? null) };
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
  load: (asking: Asking) => Promise<T>,
  refine: (snapshot: Snapshot) => Promise<Snapshot> = (snapshot) => Promise.resolve(snapshot),
): Promise<Panel<T>> {
  const [asking, base] = await Promise.all([
    openAsking(viewer, filter),
    getAnalyticsSnapshot(kind),
  ]);
  const snapshot = await refine(base);
  const { viewer: asker, me } = asking;
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
    load: async () => ({ data: await load(asking) }),
  };
}
