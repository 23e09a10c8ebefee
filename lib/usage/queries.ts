import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { CostSeries } from "./cost-series-schema";
import type {
  BudgetAlertRow,
  MessageVolumeRow,
  Payroll,
  ProviderCostRow,
  TenantDetail,
  TenantList,
  TenantSort,
  UsageSummaryRow,
} from "./schema";

/** What narrows every panel of a tenant's page; empty lists narrow nothing. */
export interface UsageFilters {
  agentIds: readonly string[];
  providers: readonly string[];
}

/** A conditional request costs next to nothing, and the age on screen stays true. Rests while hidden. */
const POLL_MS = 60_000;

export const NO_FILTERS: UsageFilters = { agentIds: [], providers: [] };

export interface UsageScope extends UsageFilters {
  tenantId: string;
  /** ISO days, both included, UTC. */
  startDate: string;
  endDate: string;
}

export interface TenantListScope {
  startDate: string;
  endDate: string;
  q: string;
  sort: TenantSort;
  order: "asc" | "desc";
  page: number;
}

/** What can be had as CSV too. */
export type UsagePanel = "summary" | "by-provider" | "message-volume" | "daily" | "payroll";

/** The address of a tenant's endpoint; also what CSV links are made of. */
export function toUsagePath(
  tenantId: string,
  panel: UsagePanel | "cost-series" | "budget-alerts" | "refresh" | "",
  parameters: Record<string, string | readonly string[] | undefined> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value) search.append(name, one);
  }
  const base = `/api/portal/usage/${encodeURIComponent(tenantId)}${panel === "" ? "" : `/${panel}`}`;
  return search.size > 0 ? `${base}?${search.toString()}` : base;
}

export function toScopeParameters(scope: Omit<UsageScope, "tenantId">) {
  return {
    start_date: scope.startDate,
    end_date: scope.endDate,
    agent_id: [...scope.agentIds],
    provider: [...scope.providers],
  };
}

export const usageKeys = {
  all: ["usage"] as const,
  lists: () => [...usageKeys.all, "list"] as const,
  list: (scope: TenantListScope) => [...usageKeys.lists(), scope] as const,
  tenant: (tenantId: string) => [...usageKeys.all, "tenant", tenantId] as const,
  detail: (tenantId: string) => [...usageKeys.tenant(tenantId), "detail"] as const,
  panel: (panel: string, scope: UsageScope, extra: string) =>
    [...usageKeys.tenant(scope.tenantId), panel, scope, extra] as const,
  budgets: (tenantId: string) => [...usageKeys.tenant(tenantId), "budget-alerts"] as const,
  refresh: (tenantId: string) => [...usageKeys.all, "refresh", tenantId] as const,
};

function panelOptions<T>(
  panel: UsagePanel | "cost-series",
  scope: UsageScope,
  extra: Record<string, string> = {},
) {
  return queryOptions({
    queryKey: usageKeys.panel(panel, scope, Object.values(extra).join(",")),
    queryFn: ({ signal }) =>
      getJson<T>(
        toUsagePath(scope.tenantId, panel, { ...toScopeParameters(scope), ...extra }),
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

export const usageQueries = {
  list: (scope: TenantListScope) =>
    queryOptions({
      queryKey: usageKeys.list(scope),
      queryFn: ({ signal }) =>
        getJson<TenantList>(
          `/api/portal/usage?${new URLSearchParams({
            start_date: scope.startDate,
            end_date: scope.endDate,
            q: scope.q,
            sort: scope.sort,
            order: scope.order,
            page: String(scope.page),
          }).toString()}`,
          signal,
        ),
      placeholderData: keepPreviousData,
    }),
  detail: (tenantId: string) =>
    queryOptions({
      queryKey: usageKeys.detail(tenantId),
      queryFn: ({ signal }) => getJson<TenantDetail>(toUsagePath(tenantId, ""), signal),
      refetchInterval: POLL_MS,
    }),
  summary: (scope: UsageScope) => panelOptions<UsageSummaryRow[]>("summary", scope),
  byProvider: (scope: UsageScope) => panelOptions<ProviderCostRow[]>("by-provider", scope),
  messageVolume: (scope: UsageScope) => panelOptions<MessageVolumeRow[]>("message-volume", scope),
  costSeries: (scope: UsageScope, groupBy: "agent" | "provider", compare: "previous" | "none") =>
    panelOptions<CostSeries>("cost-series", scope, { group_by: groupBy, compare }),
  payroll: (scope: UsageScope, compare: "previous" | "none") =>
    panelOptions<Payroll>("payroll", scope, { compare }),
  budgetAlerts: (tenantId: string) =>
    queryOptions({
      queryKey: usageKeys.budgets(tenantId),
      queryFn: ({ signal }) =>
        getJson<BudgetAlertRow[]>(toUsagePath(tenantId, "budget-alerts"), signal),
      refetchInterval: POLL_MS,
    }),
};

function toScope(
  tenantId: string,
  startDate: string,
  endDate: string,
  filters: UsageFilters,
): UsageScope {
  return { tenantId, startDate, endDate, ...filters };
}

/** Tokens and cost of each agent in the range. */
export function useUsageSummary(
  tenantId: string,
  startDate: string,
  endDate: string,
  filters: UsageFilters = NO_FILTERS,
) {
  return useQuery(usageQueries.summary(toScope(tenantId, startDate, endDate, filters)));
}

/** Cost and calls of each provider in the range. */
export function useUsageByProvider(
  tenantId: string,
  startDate: string,
  endDate: string,
  filters: UsageFilters = NO_FILTERS,
) {
  return useQuery(usageQueries.byProvider(toScope(tenantId, startDate, endDate, filters)));
}

/** Messages of each channel in the range. A provider filter does not apply: channels do not know providers. */
export function useMessageVolume(
  tenantId: string,
  startDate: string,
  endDate: string,
  filters: UsageFilters = NO_FILTERS,
) {
  return useQuery(usageQueries.messageVolume(toScope(tenantId, startDate, endDate, filters)));
}

/** The budget of each agent, now. */
export function useBudgetAlerts(tenantId: string) {
  return useQuery(usageQueries.budgetAlerts(tenantId));
}
