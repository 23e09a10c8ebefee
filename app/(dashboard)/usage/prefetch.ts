import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { resolveRange } from "@/components/filters/resolve-range";
import { rangeSearchParams } from "@/components/filters/usage-search-params";
import { tenantsSearchParams } from "@/components/usage/list/tenants-search-params";
import type { Viewer } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";
import type { ApiAnswer } from "@/lib/http/api-client";
import { getQueryClient } from "@/lib/query/query-client";
import { toIsoDay } from "@/lib/time";
import { toApiAnswer } from "@/lib/usage/prefetch";
import { usageQueries, type TenantListScope } from "@/lib/usage/queries";
import type { TenantList } from "@/lib/usage/schema";
import { openTenantList } from "@/lib/usage/tenants";

const loadSearchParams = createLoader({ ...rangeSearchParams, ...tenantsSearchParams });

function readTenants(viewer: Viewer, scope: TenantListScope): Promise<ApiAnswer<TenantList>> {
  const { startDate, endDate, ...rest } = scope;
  const query = { start_date: startDate, end_date: endDate, format: "json", ...rest } as const;
  return toApiAnswer(openTenantList(viewer, query));
}

/** Reads the list that the URL asks for. When it cannot be read, the browser tries and shows the error. */
export async function prefetchTenants(
  searchParams: PageProps<"/usage">["searchParams"],
): Promise<QueryClient> {
  const [viewer, state] = await Promise.all([requireViewer(), loadSearchParams(searchParams)]);
  const { startDate, endDate } = resolveRange(state, toIsoDay(new Date()));
  const { sort, order } = state;
  const scope = {
    startDate,
    endDate,
    q: state.q.trim(),
    sort,
    order,
    page: Math.max(1, state.page),
  };
  const client = getQueryClient();
  await client.prefetchQuery({
    queryKey: usageQueries.list(scope).queryKey,
    queryFn: () => readTenants(viewer, scope),
  });
  return client;
}
