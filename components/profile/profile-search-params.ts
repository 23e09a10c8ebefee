import { parseAsStringLiteral } from "nuqs/server";

export const HISTORY_LENGTHS = ["30", "60", "90"] as const;
export type HistoryLength = (typeof HISTORY_LENGTHS)[number];

export const AGENT_SORTS = [
  "name",
  "tenant",
  "cost",
  "change",
  "tokens",
  "calls",
  "budget",
] as const;

/** How many days of history the profile page shows, and the order of the viewer's agents. */
export const profileSearchParams = {
  days: parseAsStringLiteral(HISTORY_LENGTHS).withDefault("60"),
  sort: parseAsStringLiteral(AGENT_SORTS).withDefault("cost"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
};
