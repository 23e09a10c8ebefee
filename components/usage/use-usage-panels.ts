"use client";

import { useQuery } from "@tanstack/react-query";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import {
  NO_FILTERS,
  toScopeParameters,
  toUsagePath,
  usageQueries,
  useBudgetAlerts,
  useMessageVolume,
  useUsageByProvider,
  useUsageSummary,
  type UsagePanel,
  type UsageScope,
} from "@/lib/usage/queries";

export type UsagePanels = ReturnType<typeof useUsagePanels>;

/** What the server read for the page and its URL, and where each is as CSV. */
export function useUsagePanels(tenantId: string, url: UsageUrlState) {
  const { agentIds, providers, compare, groupBy } = url;
  const { startDate, endDate } = url.range;
  const filters = { agentIds, providers };
  const scope: UsageScope = { tenantId, startDate, endDate, ...filters };
  return {
    detail: useQuery(usageQueries.detail(tenantId)),
    payroll: useQuery(usageQueries.payroll(scope, compare)),
    costSeries: useQuery(usageQueries.costSeries(scope, groupBy, compare)),
    summary: useUsageSummary(tenantId, startDate, endDate, filters),
    byProvider: useUsageByProvider(tenantId, startDate, endDate, filters),
    messages: useMessageVolume(tenantId, startDate, endDate, filters),
    budgets: useBudgetAlerts(tenantId),
    /** What can be filtered by: the range without filters. */
    allAgents: useUsageSummary(tenantId, startDate, endDate, NO_FILTERS),
    allProviders: useUsageByProvider(tenantId, startDate, endDate, NO_FILTERS),
    toCsvHref: (panel: UsagePanel | "budget-alerts") => toCsvHref(scope, panel, groupBy, compare),
  };
}

function toCsvHref(
  scope: UsageScope,
  panel: UsagePanel | "budget-alerts",
  groupBy: string,
  compare: string,
): string {
  if (panel === "budget-alerts") {
    return toUsagePath(scope.tenantId, panel, { agent_id: scope.agentIds, format: "csv" });
  }
  return toUsagePath(scope.tenantId, panel, {
    ...toScopeParameters(scope),
    group_by: panel === "daily" ? groupBy : undefined,
    compare: panel === "payroll" ? compare : undefined,
    format: "csv",
  });
}
