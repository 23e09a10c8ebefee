import { parseAsStringLiteral } from "nuqs/server";

export const HISTORY_LENGTHS = ["30", "60", "90"] as const;
export type HistoryLength = (typeof HISTORY_LENGTHS)[number];

/** How many days of history the profile page shows. */
export const profileSearchParams = {
  days: parseAsStringLiteral(HISTORY_LENGTHS).withDefault("60"),
};
