import { defineRead, type NoInput } from "@/lib/query/read";
import type { RefreshProgress } from "@/lib/usage/schema";
import type { LeaderboardList, LeaderboardOverview, LeaderboardPerson } from "./board-schema";
import type {
  CliPeopleList,
  InsightArea,
  InsightPerson,
  InsightSpending,
  InsightSummary,
  InsightTable,
  InsightTableName,
  PeopleLookup,
  SavedView,
  SpenderList,
} from "./schema";

/** Names and values of a question; empty ones are left out, lists are repeated. */
export type InsightParameters = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** What the analytics are kept under in the browser. */
export const ANALYTICS_KEY = ["analytics"];

export const insightQueries = {
  summary: defineRead<InsightParameters, InsightSummary>()("/api/portal/analytics/summary"),
  cliSummary: defineRead<InsightParameters, InsightSummary>()("/api/portal/analytics/cli/summary"),
  spending: defineRead<InsightParameters, InsightSpending>()("/api/portal/analytics/spending"),
  peopleSpending: defineRead<InsightParameters, SpenderList>()(
    "/api/portal/analytics/people-spending",
  ),
  projectSpending: defineRead<InsightParameters, SpenderList>()(
    "/api/portal/analytics/project-spending",
  ),
  table: defineRead<InsightParameters & { table: InsightTableName }, InsightTable>()(
    "/api/portal/analytics/tables/[table]",
  ),
  /** How far the reading on demand of an area is; a POST to the same address asks for one. */
  reading: defineRead<InsightParameters & { area: InsightArea }, RefreshProgress>()(
    "/api/portal/analytics/readings/[area]",
  ),
  cliPeople: defineRead<InsightParameters, CliPeopleList>()("/api/portal/analytics/cli/people"),
  person: defineRead<InsightParameters & { personId: string }, InsightPerson>()(
    "/api/portal/analytics/people/[personId]",
  ),
  leaderboard: defineRead<InsightParameters, LeaderboardList>()(
    "/api/portal/analytics/leaderboard",
  ),
  overview: defineRead<InsightParameters, LeaderboardOverview>()(
    "/api/portal/analytics/leaderboard/overview",
  ),
  boardPerson: defineRead<InsightParameters & { personRef: string }, LeaderboardPerson>()(
    "/api/portal/analytics/leaderboard/people/[personRef]",
  ),
  people: defineRead<InsightParameters, PeopleLookup>()("/api/portal/analytics/people"),
  projects: defineRead<InsightParameters, string[]>()("/api/portal/analytics/projects"),
  views: defineRead<NoInput, SavedView[]>()("/api/portal/analytics/views"),
};
