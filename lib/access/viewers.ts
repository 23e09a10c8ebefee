import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { createBatcher } from "@/lib/db/batch";
import { listViewersById } from "./store";

const loadViewer = createBatcher(async (userIds: readonly string[]) => {
  const viewers = await listViewersById(userIds);
  return new Map(viewers.map((viewer) => [viewer.userId, viewer]));
});

/** Role and tenants as they are now: read for every request, shared by requests of the same instant. */
export async function findViewerById(userId: string): Promise<Viewer | null> {
  return (await loadViewer(userId)) ?? null;
}
