import {
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { PeopleScope } from "@/lib/people/queries";
import type { AccountFilter, PeopleSort, PersonStatus } from "@/lib/people/schema";

export const SORTS = [
  "user",
  "web",
  "cli",
  "premium",
  "total",
  "status",
] as const satisfies readonly PeopleSort[];
export const ACCOUNTS = [
  "all",
  "web",
  "cli",
  "premium",
] as const satisfies readonly AccountFilter[];
export const STATUSES = [
  "all",
  "active",
  "no_spend",
  "not_found",
  "partial",
] as const satisfies readonly (PersonStatus | "all")[];

/** All that shapes a cohort's page; `person` opens the dialog. */
export const peopleSearchParams = {
  q: parseAsString.withDefault(""),
  account: parseAsStringLiteral(ACCOUNTS).withDefault("all"),
  status: parseAsStringLiteral(STATUSES).withDefault("all"),
  active: parseAsBoolean.withDefault(false),
  min: parseAsFloat.withDefault(0),
  sort: parseAsStringLiteral(SORTS).withDefault("total"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
  person: parseAsString,
};

type PeopleUrl = Omit<PeopleScope, "active"> & { active: boolean };

export function toPeopleScope(state: PeopleUrl): PeopleScope {
  const { q, account, status, active, min, sort, order, page } = state;
  return {
    q: q.trim(),
    account,
    status,
    active: active ? "true" : "false",
    min: Math.max(0, min),
    sort,
    order,
    page: Math.max(1, page),
  };
}
