import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { LeaderboardList, LeaderboardOverview, LeaderboardPerson } from "./board-schema";
import type {
  CliPeopleList,
  InsightPerson,
  InsightSpending,
  InsightSummary,
  InsightTable,
  InsightTableName,
  PeopleLookup,
  SavedView,
  SpenderList,
} from "./schema";

const BASE = "/api/portal/analytics";

/** Names and values of a query; empty ones are left out, lists are repeated. */
export type InsightParameters = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** The address of an endpoint; also what CSV links are made of. */
export function toInsightPath(endpoint: string, parameters: InsightParameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one !== null && one !== undefined && one !== "") search.append(name, String(one));
    }
  }
  const path = `${BASE}/${endpoint}`;
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

/** The key is the address, so an answer to an old filter never becomes the answer to a newer one. */
function panelOptions<T>(endpoint: string, parameters: InsightParameters) {
  const path = toInsightPath(endpoint, parameters);
  return queryOptions({
    queryKey: ["analytics", endpoint, path] as const,
    queryFn: ({ signal }) => getJson<T>(path, signal),
    placeholderData: keepPreviousData,
  });
}

export const insightQueries = {
  all: ["analytics"] as const,
  summary: (parameters: InsightParameters) => panelOptions<InsightSummary>("summary", parameters),
  cliSummary: (parameters: InsightParameters) =>
    panelOptions<InsightSummary>("cli/summary", parameters),
  spending: (parameters: InsightParameters) =>
    panelOptions<InsightSpending>("spending", parameters),
  spenders: (by: "people" | "project", parameters: InsightParameters) =>
    panelOptions<SpenderList>(`${by}-spending`, parameters),
  table: (name: InsightTableName, parameters: InsightParameters) =>
    panelOptions<InsightTable>(`tables/${name}`, parameters),
  cliPeople: (parameters: InsightParameters) =>
    panelOptions<CliPeopleList>("cli/people", parameters),
  person: (personId: string | null, parameters: InsightParameters) => {
    const path = toInsightPath(`people/${personId ?? ""}`, parameters);
    return queryOptions({
      queryKey: ["analytics", "person", path] as const,
      queryFn: personId === null ? skipToken : ({ signal }) => getJson<InsightPerson>(path, signal),
    });
  },
  leaderboard: (parameters: InsightParameters) =>
    panelOptions<LeaderboardList>("leaderboard", parameters),
  overview: (parameters: InsightParameters) =>
    panelOptions<LeaderboardOverview>("leaderboard/overview", parameters),
  boardPerson: (ref: string | null, parameters: InsightParameters) => {
    const path = toInsightPath(`leaderboard/people/${ref ?? ""}`, parameters);
    return queryOptions({
      queryKey: ["analytics", "board-person", path] as const,
      queryFn: ref === null ? skipToken : ({ signal }) => getJson<LeaderboardPerson>(path, signal),
    });
  },
  people: (parameters: InsightParameters) => panelOptions<PeopleLookup>("people", parameters),
  projects: (parameters: InsightParameters) => panelOptions<string[]>("projects", parameters),
  views: () => panelOptions<SavedView[]>("views", {}),
};
