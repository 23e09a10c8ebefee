import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import { parseUsd, roundSharesToMicroUsd, sumUsd, toRoundedUsd, type Decimal } from "@/lib/money";
import { listDays, toIsoDay, type DayRange } from "@/lib/time";
import { toBudgetStatus } from "./budget-status";
import { toAgentName } from "./names";
import type {
  BudgetAlertRow,
  BudgetFigures,
  BudgetQuery,
  DailyQuery,
  DailyUsage,
  MessageVolumeRow,
  ModelCostRow,
  ProviderCostRow,
  TenantDetail,
  UsageQuery,
  UsageSummaryRow,
} from "./schema";
import { getTenantSnapshot, toTenantNotFound } from "@/lib/freshness/tenant-snapshot";
import { listTenantBudgets, type TenantBudgetRow } from "./tenant-budget-store";
import {
  listAgentBudgets,
  listCoveredDays,
  listDailySeries,
  summarizeByAgent,
  summarizeByChannel,
  summarizeByModel,
  summarizeByProvider,
} from "./store";

type Dated = Pick<UsageQuery, "start_date" | "end_date">;

export function toRange(query: Dated): DayRange {
  return { from: query.start_date, to: query.end_date };
}

export function toFilters(query: Pick<UsageQuery, "agent_id" | "provider">) {
  return { agentIds: query.agent_id, providers: query.provider };
}

export async function openUsagePanel<T>(
  viewer: Viewer,
  tenantId: string,
  query: Dated,
  load: (range: DayRange) => ReturnType<Panel<T>["load"]>,
): Promise<Panel<T>> {
  const range = toRange(query);
  const { tenantName, snapshot } = await getTenantSnapshot(viewer, tenantId, "usage", range);
  return { snapshot, subject: tenantName, viewer: null, load: () => load(range) };
}

/** Tokens and cost of each agent. */
export function getUsageSummary(viewer: Viewer, tenantId: string, query: UsageQuery) {
  return openUsagePanel<UsageSummaryRow[]>(viewer, tenantId, query, async (range) => {
    const rows = await summarizeByAgent(tenantId, range, toFilters(query));
    const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
    const data = rows.map((row, index) => ({
      agent_id: row.agent_id,
      agent_name: toAgentName(row.agent_id, row.agent_name, row.key_name),
      prompt_tokens: row.prompt_tokens,
      completion_tokens: row.completion_tokens,
      total_tokens: row.total_tokens,
      cost_usd: costs[index] ?? 0,
      llm_call_count: row.call_count,
    }));
    return { data };
  });
}

/** Cost and calls of each provider. */
export function getUsageByProvider(viewer: Viewer, tenantId: string, query: UsageQuery) {
  return openUsagePanel<ProviderCostRow[]>(viewer, tenantId, query, async (range) => {
    const rows = await summarizeByProvider(tenantId, range, toFilters(query));
    const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
    const data = rows.map((row, index) => ({
      provider: row.provider,
      cost_usd: costs[index] ?? 0,
      call_count: row.call_count,
    }));
    return { data };
  });
}

/** Cost, calls and tokens of each model. */
export function getUsageByModel(viewer: Viewer, tenantId: string, query: UsageQuery) {
  return openUsagePanel<ModelCostRow[]>(viewer, tenantId, query, async (range) => {
    const rows = await summarizeByModel(tenantId, range, query.agent_id);
    const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
    return { data: rows.map((row, index) => ({ ...row, cost_usd: costs[index] ?? 0 })) };
  });
}

/** Messages of each channel; the bound says how far the total may be too high. */
export async function getMessageVolume(
  viewer: Viewer,
  tenantId: string,
  query: UsageQuery,
): Promise<Panel<MessageVolumeRow[]>> {
  const range = toRange(query);
  const { tenantName, snapshot } = await getTenantSnapshot(viewer, tenantId, "messages", range);
  return {
    snapshot,
    subject: tenantName,
    viewer: null,
    load: async () => {
      const rows = await summarizeByChannel(tenantId, range, query.agent_id);
      const highest = rows.reduce((sum, row) => sum + row.message_count, 0);
      const lowest = highest - rows.reduce((sum, row) => sum + row.overlap_max, 0);
      const data = rows.map(({ channel, message_count }) => ({ channel, message_count }));
      return { data, bound: { lowest, highest } };
    },
  };
}

/** Cost of each day by agent or provider, and the days that were never read. */
export function getDailyUsage(viewer: Viewer, tenantId: string, query: DailyQuery) {
  return openUsagePanel<DailyUsage>(viewer, tenantId, query, async (range) => ({
    data: await readDailyUsage(tenantId, query, range),
  }));
}

/** For a viewer who may see the tenant. */
export async function readDailyUsage(
  tenantId: string,
  query: Pick<DailyQuery, "agent_id" | "provider" | "group_by">,
  range: DayRange,
): Promise<DailyUsage> {
  const [rows, coveredDays] = await Promise.all([
    listDailySeries(tenantId, range, toFilters(query), query.group_by),
    listCoveredDays(tenantId, range),
  ]);
  const covered = new Set(coveredDays);
  const costs = roundWithinDays(rows);
  return {
    missing_days: listDays(range).filter((day) => !covered.has(day)),
    rows: rows.map((row, index) => ({
      day: row.day,
      series_id: row.series_id,
      series_name:
        query.group_by === "agent"
          ? toAgentName(row.series_id, row.series_name, row.key_name)
          : row.series_id,
      cost_usd: costs[index] ?? 0,
      total_tokens: row.total_tokens,
      llm_call_count: row.call_count,
    })),
  };
}

/** The days add up to the range, and the rows of a day to the day. */
function roundWithinDays(rows: readonly { day: string; cost_usd: string }[]): number[] {
  const byDay = new Map<string, { index: number; cost: Decimal }[]>();
  rows.forEach(({ day, cost_usd }, index) => {
    byDay.set(day, [...(byDay.get(day) ?? []), { index, cost: parseUsd(cost_usd) }]);
  });
  const days = [...byDay.values()];
  const totals = roundSharesToMicroUsd(days.map((day) => sumUsd(day.map(({ cost }) => cost))));
  const costs = rows.map(() => 0);
  days.forEach((day, at) => {
    const rounded = roundSharesToMicroUsd(
      day.map(({ cost }) => cost),
      totals[at],
    );
    day.forEach(({ index }, of) => (costs[index] = rounded[of] ?? 0));
  });
  return costs;
}

/** Today, for answers that show a state rather than a period. */
function toToday(): Dated {
  const today = toIsoDay(new Date());
  return { start_date: today, end_date: today };
}

/** The budget of each agent that works for the tenant, most used first. */
export function listBudgetAlerts(viewer: Viewer, tenantId: string, query: BudgetQuery) {
  return openUsagePanel<BudgetAlertRow[]>(viewer, tenantId, toToday(), async () => {
    const rows = await listAgentBudgets(tenantId, query.agent_id);
    const data = rows.map((row) => {
      const limitUsd = toRoundedUsd(row.budget_limit_usd);
      const spendUsd = toRoundedUsd(row.budget_spend_usd);
      return {
        agent_id: row.agent_id,
        agent_name: toAgentName(row.agent_id, row.agent_name, row.key_name),
        budget_limit_usd: limitUsd,
        current_cost_usd: spendUsd,
        status: toBudgetStatus(spendUsd, limitUsd),
      };
    });
    return { data };
  });
}

export function toBudgetFigures(row: TenantBudgetRow): BudgetFigures {
  const limitUsd = toRoundedUsd(row.max_budget_usd);
  const spendUsd = toRoundedUsd(row.budget_spend_usd);
  return {
    limit_usd: limitUsd,
    soft_limit_usd: toRoundedUsd(row.soft_budget_usd),
    spend_usd: spendUsd,
    status: toBudgetStatus(spendUsd, limitUsd),
    duration: row.budget_duration,
    reset_at: row.budget_reset_at?.toISOString() ?? null,
    is_blocked: row.is_blocked,
  };
}

/** A tenant's name and its own budget. */
export function getTenantDetail(viewer: Viewer, tenantId: string) {
  return openUsagePanel<TenantDetail>(viewer, tenantId, toToday(), async () => {
    const [row] = await listTenantBudgets([tenantId]);
    if (!row) throw toTenantNotFound();
    const data = {
      tenant_id: row.tenant_id,
      tenant_name: row.name,
      is_listed_upstream: row.removed_at === null,
      agent_count: row.agent_count,
      budget: toBudgetFigures(row),
    };
    return { data };
  });
}
