import type { PeopleQuery } from "./schema";

export const PERSON_STATUSES = ["active", "no_spend", "not_found", "partial"] as const;
export const PEOPLE_SORTS = ["user", "web", "cli", "premium", "total", "status"] as const;
export const ACCOUNT_FILTERS = ["all", "web", "cli", "premium"] as const;

export const STATUS_WORDS = {
  active: "Active",
  no_spend: "No spend",
  not_found: "Not in LiteLLM",
  partial: "Partial",
} as const;

export type PeopleFilters = Pick<PeopleQuery, "q" | "account" | "status" | "active" | "min">;

/** What narrows the people; empty where nothing does. */
export function toFilterWords({ q, account, status, active, min }: PeopleFilters): string[] {
  return [
    ...(q === "" ? [] : [`search ${q}`]),
    ...(account === "all" ? [] : [`account ${account}`]),
    ...(status === "all" ? [] : [`status ${status}`]),
    ...(active === "false" ? [] : ["active only"]),
    ...(min > 0 ? [`from ${min} USD`] : []),
  ];
}

/** The unit, and that the page's filters do not reach the figures. */
export function toUnit(unit: string, isNarrowed: boolean): string {
  return isNarrowed ? `${unit}, whole cohort` : unit;
}
