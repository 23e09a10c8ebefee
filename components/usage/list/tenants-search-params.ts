import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { TenantSort } from "@/lib/usage/schema";

export const TENANT_SORTS = [
  "name",
  "cost",
  "change",
  "tokens",
  "agents",
  "budget",
] as const satisfies readonly TenantSort[];

/** What the list's URL says beside the time range. */
export const tenantsSearchParams = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(TENANT_SORTS).withDefault("cost"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};
