"use client";

import type { UsageUrlState } from "@/components/filters/usage-url-state";
import {
  usageQueries,
  useBudgetAlerts,
  useMessageVolume,
  useUsageByProvider,
  useUsageSummary,
} from "@/lib/usage/queries";
import { toUsageQuestions } from "./usage-questions";
import { useRead } from "@/lib/query/use-read";

export type UsagePanels = ReturnType<typeof useUsagePanels>;

/** What the server read for the page and its URL, and where each is as CSV. */
export function useUsagePanels(tenantId: string, url: UsageUrlState) {
  const ask = toUsageQuestions(tenantId, url);
  const { startDate, endDate } = url.range;
  const daily = { ...ask.scope, group_by: url.groupBy };
  return {
    detail: useRead(usageQueries.detail.options(ask.tenant)),
    payroll: useRead(usageQueries.payroll.options(ask.compared)),
    costSeries: useRead(usageQueries.costSeries.options(ask.series)),
    summary: useUsageSummary(tenantId, startDate, endDate, url),
    byProvider: useUsageByProvider(tenantId, startDate, endDate, url),
    byModel: useRead(usageQueries.byModel.options(ask.scope)),
    messages: useMessageVolume(tenantId, startDate, endDate, url),
    budgets: useBudgetAlerts(tenantId),
    allAgents: useUsageSummary(tenantId, startDate, endDate),
    allProviders: useUsageByProvider(tenantId, startDate, endDate),
    csv: {
      summary: usageQueries.summary.toCsvPath(ask.scope),
      byProvider: usageQueries.byProvider.toCsvPath(ask.scope),
      byModel: usageQueries.byModel.toCsvPath(ask.scope),
      messages: usageQueries.messageVolume.toCsvPath(ask.scope),
      daily: usageQueries.daily.toCsvPath(daily),
      payroll: usageQueries.payroll.toCsvPath(ask.compared),
      budgets: usageQueries.budgetAlerts.toCsvPath({ tenantId, agent_id: url.agentIds }),
    },
  };
}
