import {
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { PeopleScope } from "@/lib/people/queries";
import { ACCOUNT_FILTERS, PEOPLE_SORTS, STATUS_FILTERS } from "@/lib/people/words";

/** All that shapes a cohort's page; `person` opens the dialog. */
export const peopleSearchParams = {
  q: parseAsString.withDefault(""),
  account: parseAsStringLiteral(ACCOUNT_FILTERS).withDefault("all"),
  status: parseAsStringLiteral(STATUS_FILTERS).withDefault("all"),
  active: parseAsBoolean.withDefault(false),
  min: parseAsFloat.withDefault(0),
  sort: parseAsStringLiteral(PEOPLE_SORTS).withDefault("total"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
  person: parseAsString,
};

type PeopleUrl = Omit<PeopleScope, "active"> & { active: boolean };

export function toPeopleScope(state: PeopleUrl): PeopleScope {
  const { account, status, sort, order } = state;
  return {
    ...{ account, status, sort, order },
    q: state.q.trim(),
    active: state.active ? "true" : "false",
    min: Math.max(0, state.min),
    page: Math.max(1, state.page),
  };
}
