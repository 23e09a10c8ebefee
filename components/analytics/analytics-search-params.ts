import {
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { LeaderboardViewName } from "@/lib/analytics/board-schema";
import { DEFAULT_PERIOD, PERIODS, type Period } from "@/lib/analytics/period";
import { findTimeProblem } from "./time-problem";

export const TABS = ["insights", "cli", "leaderboard"] as const;
export type AnalyticsTab = (typeof TABS)[number];

const ORDERS = ["asc", "desc"] as const;

/** What narrows every tab; kept while moving between them. */
export const filterSearchParams = {
  period: parseAsStringLiteral(PERIODS),
  from: parseAsString,
  to: parseAsString,
  person: parseAsNativeArrayOf(parseAsString),
  project: parseAsNativeArrayOf(parseAsString),
};

/** All that the page's URL says. */
export const analyticsSearchParams = {
  tab: parseAsStringLiteral(TABS).withDefault("insights"),
  ...filterSearchParams,
  /** The person whose dialog is open: an id, or on the leaderboard a reference. */
  who: parseAsString,
  view: parseAsStringLiteral(["current", "monthly", "quarterly"]).withDefault("current"),
  season: parseAsString.withDefault(""),
  tier: parseAsString,
  intent: parseAsString,
  q: parseAsString.withDefault(""),
  sort: parseAsString,
  order: parseAsStringLiteral(ORDERS),
  page: parseAsInteger.withDefault(1),
};

interface FilterState {
  period: Period | null;
  from: string | null;
  to: string | null;
  person: string[];
  project: string[];
}

/** The period of a URL; null for a custom range that can be asked for. */
export function toPeriod(
  { period, from, to }: Pick<FilterState, "period" | "from" | "to">,
  now: Date,
): Period | null {
  const isCustom = from !== null && to !== null && findTimeProblem({ from, to }, now) === null;
  return isCustom ? null : (period ?? DEFAULT_PERIOD);
}

/** What the insights and the command line ask for. */
export function toFilterParameters(state: FilterState, now: Date) {
  const { person, project } = state;
  const period = toPeriod(state, now);
  const time = period === null ? { from: state.from, to: state.to } : { period };
  return { ...time, person, project };
}

/** What the leaderboard asks for; its time is its season. */
export function toBoardParameters(state: {
  view: LeaderboardViewName;
  season: string;
  person: string[];
  project: string[];
}) {
  const { view, season, person, project } = state;
  return { view, season, person, project };
}
