import "server-only";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { resolveRange } from "@/components/filters/resolve-range";
import { usageSearchParams } from "@/components/filters/usage-search-params";
import { requireViewer } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/query/query-client";
import { getRefreshProgress } from "@/lib/sync/service";
import { toIsoDay } from "@/lib/time";
import { getCostSeries } from "@/lib/usage/cost-series";
import { getPayroll } from "@/lib/usage/payroll";
import { toApiAnswer, toPlainAnswer } from "@/lib/usage/prefetch";
import { toScopeParameters, usageKeys, usageQueries, type UsageScope } from "@/lib/usage/queries";
import {
  getMessageVolume,
  getTenantDetail,
  getUsageByProvider,
  getUsageSummary,
  listBudgetAlerts,
  type Panel,
} from "@/lib/usage/service";

const loadSearchParams = createLoader(usageSearchParams);

/** Reads what the page shows first. A panel that cannot be read is left to the browser, with its error. */
export async function prefetchTenantUsage(
  tenantId: string,
  searchParams: PageProps<"/usage/[tenantId]">["searchParams"],
): Promise<QueryClient> {
  const [viewer, state] = await Promise.all([requireViewer(), loadSearchParams(searchParams)]);
  const { startDate, endDate } = resolveRange(state, toIsoDay(new Date()));
  const scope: UsageScope = {
    tenantId,
    startDate,
    endDate,
    agentIds: state.agent,
    providers: state.provider,
  };
  const query = { ...toScopeParameters(scope), format: "json" as const };
  const { compare, group: groupBy } = state;
  const client = getQueryClient();
  const read = <T>(queryKey: QueryKey, open: () => Promise<Panel<T>>) =>
    client.prefetchQuery({ queryKey, queryFn: () => toApiAnswer(open()) });
  // Awaited, so that the page is rendered with its figures: what streams in later is not in the HTML.
  await Promise.all([
    client.prefetchQuery({
      queryKey: usageKeys.refresh(tenantId),
      queryFn: async () => toPlainAnswer(await getRefreshProgress(viewer, tenantId)),
    }),
    read(usageQueries.detail(tenantId).queryKey, () => getTenantDetail(viewer, tenantId)),
    read(usageQueries.payroll(scope, compare).queryKey, () =>
      getPayroll(viewer, tenantId, { ...query, compare }),
    ),
    read(usageQueries.costSeries(scope, groupBy, compare).queryKey, () =>
      getCostSeries(viewer, tenantId, { ...query, compare, group_by: groupBy }),
    ),
    read(usageQueries.summary(scope).queryKey, () => getUsageSummary(viewer, tenantId, query)),
    read(usageQueries.byProvider(scope).queryKey, () =>
      getUsageByProvider(viewer, tenantId, query),
    ),
    read(usageQueries.messageVolume(scope).queryKey, () =>
      getMessageVolume(viewer, tenantId, query),
    ),
    read(usageQueries.budgetAlerts(tenantId).queryKey, () =>
      listBudgetAlerts(viewer, tenantId, { agent_id: [], format: "json" }),
    ),
  ]);
  return client;
}
