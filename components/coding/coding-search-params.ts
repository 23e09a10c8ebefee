import {
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { resolveRange } from "@/components/filters/resolve-range";
import { rangeSearchParams } from "@/components/filters/usage-search-params";
import type { CodingQuestion } from "@/lib/coding/queries";
import type { IsoDay } from "@/lib/time";

export const TABS = ["overview", "teams", "burn", "sessions"] as const;
export type CodingTab = (typeof TABS)[number];

const list = parseAsNativeArrayOf(parseAsString);

/** What narrows the page, by what it is called in the URL. */
export const FILTERS = [
  ...(["tenant", "person", "harness", "model", "provider", "repository"] as const),
  ...(["environment", "billing", "source"] as const),
] as const;
export type FilterName = (typeof FILTERS)[number];

export const codingSearchParams = {
  ...rangeSearchParams,
  tab: parseAsStringLiteral(TABS).withDefault("overview"),
  ...{ tenant: list, person: list, harness: list, model: list, provider: list },
  ...{ repository: list, environment: list, billing: list, source: list },
  by: parseAsStringLiteral(["provider", "harness", "model"]).withDefault("provider"),
  long: parseAsStringLiteral(["true", "false"]).withDefault("false"),
  page: parseAsInteger.withDefault(1),
  /** The session that is open: `harness/session/tenant`. */
  session: parseAsString.withDefault(""),
};

export type CodingUrl = inferParserType<typeof codingSearchParams>;

export function toFilters(url: CodingUrl) {
  const { tenant, person, harness, model, provider } = url;
  const { repository, environment, billing, source } = url;
  return {
    ...{ tenant, person, harness, model, provider },
    ...{ repository, environment, billing, source },
  };
}

/** The question that a URL asks the portal. */
export function toQuestion(url: CodingUrl, today: IsoDay): CodingQuestion {
  const { startDate, endDate } = resolveRange(url, today);
  return { start_date: startDate, end_date: endDate, ...toFilters(url) };
}
