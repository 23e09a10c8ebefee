import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { usageSearchParams } from "@/components/filters/usage-search-params";
import type { TenantListQuestion } from "@/lib/usage/queries";
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
  compare: usageSearchParams.compare,
};

interface TenantsUrl {
  q: string;
  sort: TenantSort;
  order: "asc" | "desc";
  page: number;
}

/** The question that the list's URL asks. */
export function toTenantListQuestion(
  range: { startDate: string; endDate: string },
  { q, sort, order, page }: TenantsUrl,
): TenantListQuestion {
  const days = { start_date: range.startDate, end_date: range.endDate };
  return { ...days, q: q.trim(), sort, order, page: Math.max(1, page) };
}
