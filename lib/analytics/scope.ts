import { toProjectScope, type Viewer } from "@/lib/auth/policy";
import { ME, type WhoFilter } from "./schema";

/** Whose figures a viewer may read: everybody's, those of some projects, or only the viewer's own. */
export type InsightScope =
  { kind: "all" } | { kind: "projects"; projectNames: readonly string[] } | { kind: "self" };

export function toInsightScope(viewer: Viewer): InsightScope {
  const scope = toProjectScope(viewer);
  if (scope.kind === "all") return scope;
  if (viewer.role !== "operator") return { kind: "self" };
  return { kind: "projects", projectNames: scope.projectNames };
}

/** A scope narrowed by a filter; a null list does not narrow. Nothing here ever widens the scope. */
export interface InsightFilter {
  projectNames: readonly string[] | null;
  personIds: readonly number[] | null;
}

/**
 * What a viewer reads under a filter. What lies outside the scope is left out of the filter, and a
 * filter of which nothing is left selects nothing.
 * @param myId the viewer's own id; null when the analytics API does not know the viewer
 */
export function toInsightFilter(
  scope: InsightScope,
  filter: WhoFilter,
  myId: number | null,
): InsightFilter {
  const asked = filter.person.map((id) => (id === ME ? myId : Number(id)));
  const wanted = asked.filter((id) => id !== null);
  const people = filter.person.length === 0 ? null : wanted;
  const projects = filter.project.length === 0 ? null : filter.project;
  if (scope.kind === "all") return { projectNames: projects, personIds: people };
  if (scope.kind === "projects") {
    const own = new Set(scope.projectNames);
    const narrowed = projects?.filter((name) => own.has(name)) ?? scope.projectNames;
    return { projectNames: narrowed, personIds: people };
  }
  const mine = myId === null ? [] : [myId];
  return { projectNames: projects, personIds: people?.filter((id) => id === myId) ?? mine };
}
