import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const TOKEN_STATES = ["all", "active", "ended"] as const;

/** What the URL of everybody's tokens says; one's own have only a page. */
export const allTokensSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(TOKEN_STATES).withDefault("all"),
  page: parseAsInteger.withDefault(1),
};
