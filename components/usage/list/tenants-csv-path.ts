import type { TenantListScope } from "@/lib/usage/queries";

/** All tenants that the list's search finds, as CSV, in its order. */
export function toTenantsCsvPath({ startDate, endDate, q, sort, order }: TenantListScope): string {
  const search = new URLSearchParams({ start_date: startDate, end_date: endDate, q, sort, order });
  search.set("format", "csv");
  return `/api/portal/usage?${search.toString()}`;
}
