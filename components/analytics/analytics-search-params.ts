import {
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { PERIODS } from "@/lib/insights/period";

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
