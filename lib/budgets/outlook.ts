import "server-only";
import { toRoundedUsd } from "@/lib/money";
import { addDays, listDays, MS_PER_DAY, toIsoDay, type IsoDay } from "@/lib/time";
import { backtestForecast } from "./backtest";
import { compareCounter } from "./counter-drift";
import { listCostDays, listCoverage, type CoveredDay } from "./day-store";
import { forecastBudget, forecastStraightLine } from "./forecast";
import { MIN_HISTORY_DAYS, type DayCost } from "./forecast-shape";
import { findPeriodStart } from "./period";
import type { BudgetDrift, BudgetForecast, BudgetTarget } from "./schema";
import type { StoredBudget } from "./store";

/** As far back as days are kept. */
const HISTORY_DAYS = 400;

export interface BudgetOutlook {
  forecast: BudgetForecast | null;
  drift: BudgetDrift | null;
}

const toUsd = (amount: number | null) => (amount === null ? null : toRoundedUsd(String(amount)));

/** Days up to today; null where a day was never read, and nothing before the first that was. */
export function toDayCosts(
  costs: ReadonlyMap<IsoDay, string>,
  covered: readonly CoveredDay[],
  today: IsoDay,
): DayCost[] {
  const [first] = covered;
  if (first === undefined) return [];
  const known = new Set(covered.map(({ day }) => day));
  return listDays({ from: first.day, to: today }).map((day) => ({
    day,
    costUsd: known.has(day) ? Number(costs.get(day) ?? 0) : null,
  }));
}

/** Days before an agent's first call say nothing of how it spends. */
export function fromFirstCost(days: readonly DayCost[]): DayCost[] {
  const first = days.findIndex(({ costUsd }) => costUsd !== null && costUsd > 0);
  return first < 0 ? [] : days.slice(first);
}

function toForecast(row: StoredBudget, days: readonly DayCost[], now: Date): BudgetForecast | null {
  const history = fromFirstCost(days);
  const endsAt =
    row.budget_reset_at !== null && row.budget_reset_at > now ? row.budget_reset_at : null;
  const spentUsd = Number(row.spend_usd);
  const limitUsd = row.max_budget_usd === null ? null : Number(row.max_budget_usd);
  const made = forecastBudget({ history, spentUsd, limitUsd, now, endsAt });
  if (made === null) return null;
  const start = findPeriodStart(row.budget_duration, endsAt);
  const tested = backtestForecast(history.filter(({ day }) => day < toIsoDay(now)));
  return {
    expected_usd: toUsd(made.expectedUsd),
    low_usd: toUsd(made.lowUsd),
    high_usd: toUsd(made.highUsd),
    straight_line_usd:
      start && endsAt ? toUsd(forecastStraightLine(spentUsd, start, endsAt, now)) : null,
    runs_out_at: made.runsOutAt?.toISOString() ?? null,
    history_days: made.historyDays,
    has_little_history: made.historyDays < MIN_HISTORY_DAYS,
    backtest: tested && {
      months: tested.months,
      forecast_error: tested.forecastError,
      straight_line_error: tested.straightLineError,
      coverage: tested.coverage,
    },
  };
}

/** The period's days in the ledger; null where the period is unknown or older than what is kept. */
function toLedger(
  row: StoredBudget,
  days: readonly DayCost[],
  covered: readonly CoveredDay[],
  today: IsoDay,
) {
  const start = findPeriodStart(row.budget_duration, row.budget_reset_at);
  const [oldest] = days;
  if (start === null || oldest === undefined) return null;
  const firstDay = toIsoDay(start);
  if (firstDay < oldest.day) return null;
  const inPeriod = days.filter(({ day }) => day >= firstDay && day <= today);
  const isPartial = start.getTime() % MS_PER_DAY !== 0;
  return {
    sumUsd: inPeriod.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
    partialDayUsd: isPartial ? (inPeriod[0]?.costUsd ?? 0) : 0,
    missingDays: inPeriod.filter(({ costUsd }) => costUsd === null).length,
    readAt: covered.at(-1)?.read_at ?? null,
  };
}

/** Where a budget is heading, and whether LiteLLM's counter agrees with the calls it was made from. */
export async function readOutlook(
  row: StoredBudget,
  target: BudgetTarget,
  now: Date,
): Promise<BudgetOutlook> {
  if (target.kind === "account") return { forecast: null, drift: null };
  const today = toIsoDay(now);
  const range = { from: addDays(today, -HISTORY_DAYS), to: today };
  const [costs, covered] = await Promise.all([
    listCostDays(target, range),
    listCoverage(target.tenant_id, range),
  ]);
  const days = toDayCosts(new Map(costs.map((cost) => [cost.day, cost.cost_usd])), covered, today);
  const drift = compareCounter({
    counterUsd: Number(row.spend_usd),
    counterReadAt: row.read_at,
    ledger: toLedger(row, days, covered, today),
    resetAt: row.budget_reset_at,
    now,
  });
  return {
    forecast: toForecast(row, days, now),
    drift: {
      ...drift,
      ledger_usd: toUsd(drift.ledger_usd),
      difference_usd: toUsd(drift.difference_usd),
    },
  };
}
