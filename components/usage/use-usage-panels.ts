"use client";

import { useQuery } from "@tanstack/react-query";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { usageQueries } from "@/lib/usage/queries";
import { toUsageQuestions } from "./usage-questions";

export type UsagePanels = ReturnType<typeof useUsagePanels>;

/** What the server read for the page and its URL, and where each is as CSV. */
export function useUsagePanels(tenantId: string, url: UsageUrlState) {
  const ask = toUsageQuestions(tenantId, url);
  const daily = { ...ask.scope, group_by: url.groupBy };
  return {
    detail: useQuery(usageQueries.detail.options(ask.tenant)),
    payroll: useQuery(usageQueries.payroll.options(ask.compared)),
    costSeries: useQuery(usageQueries.costSeries.options(ask.series)),
    summary: useQuery(usageQueries.summary.options(ask.scope)),
    byProvider: useQuery(usageQueries.byProvider.options(ask.scope)),
    messages: useQuery(usageQueries.messageVolume.options(ask.scope)),
    budgets: useQuery(usageQueries.budgetAlerts.options(ask.tenant)),
    allAgents: useQuery(usageQueries.summary.options(ask.unfiltered)),
    allProviders: useQuery(usageQueries.byProvider.options(ask.unfiltered)),
    csv: {
      summary: usageQueries.summary.toCsvPath(ask.scope),
      byProvider: usageQueries.byProvider.toCsvPath(ask.scope),
      messages: usageQueries.messageVolume.toCsvPath(ask.scope),
      daily: usageQueries.daily.toCsvPath(daily),
      payroll: usageQueries.payroll.toCsvPath(ask.compared),
      budgets: usageQueries.budgetAlerts.toCsvPath({ tenantId, agent_id: url.agentIds }),
    },
  };
}
