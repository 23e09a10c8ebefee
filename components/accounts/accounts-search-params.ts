import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { AccountListQuery } from "@/lib/access/schema";
import { VIEWER_ROLES } from "@/lib/auth/policy";

export const ACCOUNT_ROLES = ["all", ...VIEWER_ROLES] as const;
export const ACCOUNT_STATES = ["all", "active", "disabled"] as const;

/** What the list's URL says. */
export const accountsSearchParams = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(ACCOUNT_ROLES).withDefault("all"),
  state: parseAsStringLiteral(ACCOUNT_STATES).withDefault("all"),
  page: parseAsInteger.withDefault(1),
};

/** The question that the list's URL asks. */
export function toAccountListQuestion({ q, role, state, page }: AccountListQuery) {
  return { q: q.trim(), role, state, page: Math.max(1, page) };
}
