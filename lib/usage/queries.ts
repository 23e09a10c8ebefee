import { defineRead } from "@/lib/query/read";
import type { CostSeries } from "./cost-series-schema";
import type {
  BudgetAlertRow,
  DailyUsage,
  MessageVolumeRow,
  ModelCostRow,
  OwnAgents,
  Payroll,
  ProviderCostRow,
  RefreshProgress,
  TenantDetail,
  TenantList,
  TenantSort,
  UsageSummaryRow,
} from "./schema";
import { useRead } from "@/lib/query/use-read";

/** A conditional request costs next to nothing, and the age on screen stays true. Rests while hidden. */
const POLL = { pollMs: 60_000 };

type TenantQuestion = Readonly<{ tenantId: string }>;

/** What narrows every panel of a tenant's page; days are ISO, both included, UTC. Empty lists narrow nothing. */
export type UsageQuestion = TenantQuestion &
  Readonly<{
    start_date: string;
    end_date: string;
    agent_id?: readonly string[];
    provider?: readonly string[];
  }>;

type Compared = Readonly<{ compare: "previous" | "none" }>;
type Grouped = Readonly<{ group_by: "agent" | "provider" }>;

export type TenantListQuestion = Readonly<{
  start_date: string;
  end_date: string;
  q?: string;
  sort: TenantSort;
  order: "asc" | "desc";
  page?: number;
}>;

export const usageQueries = {
  list: defineRead<TenantListQuestion, TenantList>()("/api/portal/usage"),
  detail: defineRead<TenantQuestion, TenantDetail>()("/api/portal/usage/[tenantId]", POLL),
  summary: defineRead<UsageQuestion, UsageSummaryRow[]>()(
    "/api/portal/usage/[tenantId]/summary",
    POLL,
  ),
  byProvider: defineRead<UsageQuestion, ProviderCostRow[]>()(
    "/api/portal/usage/[tenantId]/by-provider",
    POLL,
  ),
  byModel: defineRead<UsageQuestion, ModelCostRow[]>()(
    "/api/portal/usage/[tenantId]/by-model",
    POLL,
  ),
  messageVolume: defineRead<UsageQuestion, MessageVolumeRow[]>()(
    "/api/portal/usage/[tenantId]/message-volume",
    POLL,
  ),
  daily: defineRead<UsageQuestion & Grouped, DailyUsage>()("/api/portal/usage/[tenantId]/daily"),
  costSeries: defineRead<UsageQuestion & Grouped & Compared, CostSeries>()(
    "/api/portal/usage/[tenantId]/cost-series",
    POLL,
  ),
  payroll: defineRead<UsageQuestion & Compared, Payroll>()(
    "/api/portal/usage/[tenantId]/payroll",
    POLL,
  ),
  budgetAlerts: defineRead<
    TenantQuestion & Readonly<{ agent_id?: readonly string[] }>,
    BudgetAlertRow[]
  >()("/api/portal/usage/[tenantId]/budget-alerts", POLL),
  refresh: defineRead<TenantQuestion, RefreshProgress>()("/api/portal/usage/[tenantId]/refresh"),
  /** What the viewer's own agents cost in the last `days`. */
  myAgents: defineRead<Readonly<{ days: number }>, OwnAgents>()("/api/portal/me/agents", POLL),
};

/** What the usage of any tenant is kept under in the browser. */
export const USAGE_KEY = ["usage"];

export interface UsageFilters {
  agentIds: readonly string[];
  providers: readonly string[];
}

export const NO_FILTERS: UsageFilters = { agentIds: [], providers: [] };

export function toUsageQuestion(
  tenantId: string,
  startDate: string,
  endDate: string,
  { agentIds, providers }: UsageFilters = NO_FILTERS,
): UsageQuestion {
  const days = { start_date: startDate, end_date: endDate };
  return { tenantId, ...days, agent_id: agentIds, provider: providers };
}

type UsageArguments = Parameters<typeof toUsageQuestion>;

/** Tokens and cost of each agent in the range. */
export function useUsageSummary(...question: UsageArguments) {
  return useRead(usageQueries.summary.options(toUsageQuestion(...question)));
}

/** Cost and calls of each provider in the range. */
export function useUsageByProvider(...question: UsageArguments) {
  return useRead(usageQueries.byProvider.options(toUsageQuestion(...question)));
}

/** Messages of each channel in the range. A provider filter does not apply: channels do not know providers. */
export function useMessageVolume(...question: UsageArguments) {
  return useRead(usageQueries.messageVolume.options(toUsageQuestion(...question)));
}

/** The budget of each agent, now. */
export function useBudgetAlerts(tenantId: string) {
  return useRead(usageQueries.budgetAlerts.options({ tenantId }));
}
