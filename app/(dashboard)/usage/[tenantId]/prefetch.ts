import "server-only";
import type { QueryClient } from "@tanstack/react-query";
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
  // Awaited, so that the page is rendered with its figures: what streams in later is not in the HTML.
  await Promise.all([
    client.prefetchQuery({
      queryKey: usageKeys.refresh(tenantId),
      queryFn: async () => toPlainAnswer(await getRefreshProgress(viewer, tenantId)),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.detail(tenantId).queryKey,
      queryFn: () => toApiAnswer(getTenantDetail(viewer, tenantId)),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.payroll(scope, compare).queryKey,
      queryFn: () => toApiAnswer(getPayroll(viewer, tenantId, { ...query, compare })),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.costSeries(scope, groupBy, compare).queryKey,
      queryFn: () =>
        toApiAnswer(getCostSeries(viewer, tenantId, { ...query, compare, group_by: groupBy })),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.summary(scope).queryKey,
      queryFn: () => toApiAnswer(getUsageSummary(viewer, tenantId, query)),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.byProvider(scope).queryKey,
      queryFn: () => toApiAnswer(getUsageByProvider(viewer, tenantId, query)),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.messageVolume(scope).queryKey,
      queryFn: () => toApiAnswer(getMessageVolume(viewer, tenantId, query)),
    }),
    client.prefetchQuery({
      queryKey: usageQueries.budgetAlerts(tenantId).queryKey,
      queryFn: () =>
        toApiAnswer(listBudgetAlerts(viewer, tenantId, { agent_id: [], format: "json" })),
    }),
  ]);
  return client;
}
