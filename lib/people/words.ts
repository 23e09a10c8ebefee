import type { ImportRemark, PeopleQuery, PersonRow } from "./schema";

export const PERSON_STATUSES = ["active", "no_spend", "not_found", "partial"] as const;
export const STATUS_FILTERS = ["all", "attention", ...PERSON_STATUSES] as const;
export const PEOPLE_SORTS = ["user", "web", "cli", "premium", "total", "status"] as const;
export const ACCOUNT_FILTERS = ["all", "web", "cli", "premium"] as const;

export const STATUS_WORDS = {
  active: "Active",
  no_spend: "No spend",
  not_found: "Not in LiteLLM",
  partial: "Partial",
} as const;

export const STATUS_FILTER_WORDS = {
  all: "Any status",
  attention: "Needs attention",
  ...STATUS_WORDS,
} as const;

export const ATTENTION_WORDS = {
  blocked: "Blocked",
  over: "Over the limit",
  near: "Near the limit",
} as const;

/** What needs attention, else what is known of the spending. */
export function toStateWords({ attention, status }: Pick<PersonRow, "attention" | "status">) {
  return attention === null ? STATUS_WORDS[status] : ATTENTION_WORDS[attention];
}

export type PeopleFilters = Pick<PeopleQuery, "q" | "account" | "status" | "active" | "min">;

/** What narrows the people; empty where nothing does. */
export function toFilterWords({ q, account, status, active, min }: PeopleFilters): string[] {
  return [
    ...(q === "" ? [] : [`search ${q}`]),
    ...(account === "all" ? [] : [`account ${account}`]),
    ...(status === "all" ? [] : [`status ${STATUS_FILTER_WORDS[status]}`]),
    ...(active === "false" ? [] : ["active only"]),
    ...(min > 0 ? [`from ${min} USD`] : []),
  ];
}

/** How many people of a cohort are not seen, and why; empty where all are. */
export function toHiddenWords(hidden: number): string[] {
  if (hidden === 0) return [];
  const people = hidden === 1 ? "1 person is" : `${hidden} people are`;
  return [`${people} left out: in none of your projects, and have not agreed to be seen here`];
}

export function toUnknownWords(unknown: readonly string[]): string {
  const named = unknown.slice(0, 5).join(", ");
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : "";
  return `No e-mail and no user name that LiteLLM knows: ${named}${more}. Nothing was stored.`;
}

/** The unit, and that the page's filters do not reach the figures. */
export function toUnit(unit: string, isNarrowed: boolean): string {
  return isNarrowed ? `${unit}, whole cohort` : unit;
}

/** Why a row of a file was left out or merged. */
export function toRemarkWords({ reason, first_row: firstRow }: ImportRemark): string {
  switch (reason) {
    case "no_email":
      return "no e-mail in this row";
    case "not_an_email":
      return "not an e-mail";
    case "totals":
      return "a line of totals";
    case "duplicate":
      return `the same person as in row ${firstRow ?? "above"}`;
  }
}
