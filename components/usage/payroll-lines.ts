import { sumKnownUsd } from "@/components/charts/known-sum";
import { compareText, splitTopRows } from "@/lib/top-rows";
import type { SortOrder } from "@/components/table/table-columns";
import { addRoundedUsd } from "@/lib/micro-usd";
import { toUsedShare } from "@/lib/usage/budget-status";
import type { Payroll, PayrollFigures, PayrollRow } from "@/lib/usage/schema";

/** Agents shown by name before "Other". */
export const PAYROLL_TOP = 10;

export const PAYROLL_SORTS = [
  "agent",
  "cost",
  "change",
  "tokens-in",
  "tokens-out",
  "cached",
  "calls",
  "cost-per-call",
  "budget",
] as const;
export type PayrollSort = (typeof PAYROLL_SORTS)[number];

/** What a payroll line shows: an agent, several of them, or all. */
export interface PayrollLine extends PayrollFigures {
  previousCostUsd: number | null;
  /** 0.12 is twelve percent more; null where there is nothing to compare with. */
  change: number | null;
  /** Of the tenant's cost; null where that is 0. */
  share: number | null;
  /** null without calls. */
  costPerCallUsd: number | null;
  trend: (number | null)[];
}

export interface AgentLine extends PayrollLine {
  row: PayrollRow;
}

export interface PayrollView {
  shown: AgentLine[];
  /** Empty when every agent is shown. */
  rest: AgentLine[];
  other: PayrollLine | null;
}

/** The relative change; null where the base is missing or 0. */
export function toChange(current: number, previous: number | null): number | null {
  return previous === null || previous === 0 ? null : (current - previous) / previous;
}

function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function toAgentLine(row: PayrollRow, totalCostUsd: number): AgentLine {
  return { ...toLine([row], totalCostUsd), row };
}

/** One line for several rows: integer sums, the cost exact to a millionth. */
export function toLine(rows: readonly PayrollRow[], totalCostUsd: number): PayrollLine {
  const sum = (countOf: (row: PayrollRow) => number) =>
    rows.reduce((total, row) => total + countOf(row), 0);
  const costUsd = addRoundedUsd(rows.map((row) => row.cost_usd));
  const previousCostUsd = sumKnownUsd(rows.map((row) => row.previous_cost_usd));
  const callCount = sum((row) => row.llm_call_count);
  return {
    cost_usd: costUsd,
    prompt_tokens: sum((row) => row.prompt_tokens),
    completion_tokens: sum((row) => row.completion_tokens),
    cached_tokens: sum((row) => row.cached_tokens),
    total_tokens: sum((row) => row.total_tokens),
    llm_call_count: callCount,
    previousCostUsd,
    change: toChange(costUsd, previousCostUsd),
    share: divide(costUsd, totalCostUsd),
    costPerCallUsd: divide(costUsd, callCount),
    trend: sumTrends(rows.map((row) => row.trend)),
  };
}

/** The foot of the payroll: the server's total, the same number as the card's. */
export function toTotalLine(payroll: Payroll, total: PayrollFigures): PayrollLine {
  const previousCostUsd = payroll.previous_total?.cost_usd ?? null;
  return {
    ...total,
    previousCostUsd,
    change: toChange(total.cost_usd, previousCostUsd),
    share: total.cost_usd === 0 ? null : 1,
    costPerCallUsd: divide(total.cost_usd, total.llm_call_count),
    trend: payroll.total_trend,
  };
}

export function isPayrollSort(text: string): text is PayrollSort {
  return PAYROLL_SORTS.some((sort) => sort === text);
}

/** Step by step; a step is missing only where it is in every trend. */
function sumTrends(trends: readonly (number | null)[][]): (number | null)[] {
  const length = Math.max(0, ...trends.map((trend) => trend.length));
  return Array.from({ length }, (_, index) =>
    sumKnownUsd(trends.map((trend) => trend[index] ?? null)),
  );
}

const SORT_VALUES: Readonly<
  Record<Exclude<PayrollSort, "agent">, (line: AgentLine) => number | null>
> = {
  cost: (line) => line.cost_usd,
  change: (line) => line.change,
  "tokens-in": (line) => line.prompt_tokens,
  "tokens-out": (line) => line.completion_tokens,
  cached: (line) => line.cached_tokens,
  calls: (line) => line.llm_call_count,
  "cost-per-call": (line) => line.costPerCallUsd,
  budget: ({ row }) => toUsedShare(row.budget_spend_usd, row.budget_limit_usd),
};

/** Missing values stay last in both orders; equal ones go by name. */
export function sortAgentLines(
  lines: readonly AgentLine[],
  sort: PayrollSort,
  order: SortOrder,
): AgentLine[] {
  const direction = order === "asc" ? 1 : -1;
  const byName = (a: AgentLine, b: AgentLine) =>
    compareText(a.row.agent_name.toLowerCase(), b.row.agent_name.toLowerCase()) ||
    compareText(a.row.agent_id, b.row.agent_id);
  if (sort === "agent") return [...lines].sort((a, b) => direction * byName(a, b));
  const valueOf = SORT_VALUES[sort];
  return [...lines].sort((a, b) => {
    const left = valueOf(a);
    const right = valueOf(b);
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null) || byName(a, b);
    }
    return direction * (left - right) || byName(a, b);
  });
}

/** The first ten of the order and an exact "Other" for the rest; together they are the total. */
export function toPayrollView(
  rows: readonly PayrollRow[],
  totalCostUsd: number,
  sort: PayrollSort,
  order: SortOrder,
): PayrollView {
  const lines = rows.map((row) => toAgentLine(row, totalCostUsd));
  const { shown, rest } = splitTopRows(sortAgentLines(lines, sort, order), PAYROLL_TOP);
  const other =
    rest.length === 0
      ? null
      : toLine(
          rest.map((line) => line.row),
          totalCostUsd,
        );
  return { shown, rest, other };
}
