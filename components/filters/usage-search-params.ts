import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_PRESETS } from "./resolve-range";

/** The time range in every page's URL; absent means the last 30 days. */
export const rangeSearchParams = {
  range: parseAsStringLiteral(RANGE_PRESETS),
  from: parseAsString,
  to: parseAsString,
};

/** What a tenant's URL says: `range` or `from` and `to`, `compare`, `agent`, `provider`, `group`. */
export const usageSearchParams = {
  ...rangeSearchParams,
  compare: parseAsStringLiteral(["previous", "none"]).withDefault("previous"),
  agent: parseAsNativeArrayOf(parseAsString),
  provider: parseAsNativeArrayOf(parseAsString),
  group: parseAsStringLiteral(["agent", "provider"]).withDefault("agent"),
};
