import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import { parseUsd, roundSharesToMicroUsd, toRoundedUsd } from "@/lib/money";
import { addRoundedUsd } from "@/lib/micro-usd";
import { countDays, type DayRange, type IsoDay } from "@/lib/time";
import { toBudgetStatus } from "./budget-status";
import { isCodingAgent, toAgentName } from "./names";
import { openComparedPanel } from "./compared-panel";
import type { WeightedPeriod } from "./period";
import type { Payroll, PayrollFigures, PayrollQuery, PayrollRow } from "./schema";
import { toFilters } from "./service";
import {
  countMessages,
  listAgentTrends,
  listPayrollRows,
  type AgentUsageRow,
  type TrendRow,
} from "./payroll-store";
import { listCoveredDays } from "./store";
import { groupBySeries, MAX_TREND_STEPS, toTrend } from "./trend";

function toFigures(
  row: Omit<PayrollFigures, "cost_usd" | "llm_call_count"> & { call_count: number },
  costUsd: number,
): PayrollFigures {
  return {
    cost_usd: costUsd,
    prompt_tokens: Math.round(row.prompt_tokens),
    completion_tokens: Math.round(row.completion_tokens),
    cached_tokens: Math.round(row.cached_tokens),
    total_tokens: Math.round(row.total_tokens),
    llm_call_count: Math.round(row.call_count),
  };
}

function sumFigures(figures: readonly PayrollFigures[]): PayrollFigures {
  const sum = (key: Exclude<keyof PayrollFigures, "cost_usd">) =>
    figures.reduce((total, row) => total + row[key], 0);
  return {
    cost_usd: addRoundedUsd(figures.map((row) => row.cost_usd)),
    prompt_tokens: sum("prompt_tokens"),
    completion_tokens: sum("completion_tokens"),
    cached_tokens: sum("cached_tokens"),
    total_tokens: sum("total_tokens"),
    llm_call_count: sum("llm_call_count"),
  };
}

interface PayrollParts {
  range: DayRange;
  previous: WeightedPeriod | null;
  rows: readonly AgentUsageRow[];
  trends: readonly TrendRow[];
  coveredDays: readonly IsoDay[];
  previousMessages: number | null;
  daysPerStep: number;
}

function toPayrollRows(parts: PayrollParts): { rows: PayrollRow[]; previous: PayrollFigures[] } {
  const costs = roundSharesToMicroUsd(parts.rows.map((row) => parseUsd(row.cost_usd)));
  const previousCosts = roundSharesToMicroUsd(
    parts.rows.map((row) => parseUsd(row.previous?.cost_usd ?? "0")),
  );
  const covered = new Set(parts.coveredDays);
  const byAgent = groupBySeries(parts.trends);
  const rows = parts.rows.map((row, index): PayrollRow => {
    const limitUsd = toRoundedUsd(row.budget_limit_usd);
    const spendUsd = toRoundedUsd(row.budget_spend_usd);
    return {
      ...toFigures(row, costs[index] ?? 0),
      agent_id: row.agent_id,
      agent_name: toAgentName(row.agent_id, row.agent_name, row.key_name),
      agent_status: row.status ?? (isCodingAgent(row.agent_id) ? "active" : "deleted"),
      previous_cost_usd: parts.previous ? (previousCosts[index] ?? 0) : null,
      trend: toTrend(parts.range, parts.daysPerStep, covered, byAgent.get(row.agent_id) ?? []),
      budget_limit_usd: limitUsd,
      budget_spend_usd: spendUsd,
      budget_status: toBudgetStatus(spendUsd, limitUsd),
    };
  });
  const previous = parts.rows.map((row, index) =>
    row.previous ? toFigures(row.previous, previousCosts[index] ?? 0) : toFigures(EMPTY_FIGURES, 0),
  );
  return { rows, previous };
}

const EMPTY_FIGURES = {
  prompt_tokens: 0,
  completion_tokens: 0,
  cached_tokens: 0,
  total_tokens: 0,
  call_count: 0,
};

function toPayroll(parts: PayrollParts): Payroll {
  const isRead = parts.coveredDays.length > 0;
  const { rows, previous } = toPayrollRows(parts);
  const covered = new Set(parts.coveredDays);
  return {
    range: { start_date: parts.range.from, end_date: parts.range.to },
    previous_range: parts.previous && {
      start_date: parts.previous.range.from,
      end_date: parts.previous.range.to,
    },
    elapsed_share_of_last_day: parts.previous?.lastDayShare ?? 1,
    total: isRead ? sumFigures(rows) : null,
    previous_total: parts.previous ? sumFigures(previous) : null,
    previous_messages: parts.previousMessages === null ? null : Math.round(parts.previousMessages),
    total_trend: toTrend(parts.range, parts.daysPerStep, covered, parts.trends),
    rows: isRead ? rows : [],
  };
}

/**
 * What each agent costs: cost, change, tokens, calls, trend, budget. The page's main table; its total
 * is the exact sum of its rows.
 */
export function getPayroll(
  viewer: Viewer,
  tenantId: string,
  query: PayrollQuery,
): Promise<Panel<Payroll>> {
  const filters = toFilters(query);
  return openComparedPanel(viewer, tenantId, query, async (range, previous) => {
    const daysPerStep = Math.ceil(countDays(range) / MAX_TREND_STEPS);
    const [rows, trends, coveredDays, previousMessages] = await Promise.all([
      listPayrollRows(tenantId, range, previous, filters),
      listAgentTrends(tenantId, range, filters, daysPerStep),
      listCoveredDays(tenantId, range),
      previous ? countMessages(tenantId, previous, query.agent_id) : null,
    ]);
    const parts = { range, previous, rows, trends, coveredDays, previousMessages, daysPerStep };
    return { data: toPayroll(parts) };
  });
}
