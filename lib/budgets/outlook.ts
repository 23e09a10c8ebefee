import "server-only";
import { toRoundedUsd } from "@/lib/money";
import { addDays, listDays, MS_PER_DAY, toIsoDay, type IsoDay } from "@/lib/time";
import { backtestForecast } from "./backtest";
import { compareCounter, type CounterReading } from "./counter-drift";
import { listCostDays, listCoverage } from "./day-store";
import { forecastBudget, forecastStraightLine } from "./forecast";
import { MIN_HISTORY_DAYS, USED_DAYS, type DayCost } from "./forecast-shape";
import { findPeriodStart } from "./period";
import type { BudgetDrift, BudgetForecast, BudgetTarget } from "./schema";
import type { StoredBudget } from "./store";
import { toTarget } from "./target";

/** As far back as days are kept. */
const KEPT_DAYS = 400;

export interface BudgetOutlook {
  forecast: BudgetForecast | null;
  drift: BudgetDrift | null;
}

const toUsd = (amount: number | null) => (amount === null ? null : toRoundedUsd(String(amount)));

interface SpentDays {
  /** Up to today; null where a day was never read, and nothing before the first that was. */
  days: DayCost[];
  readAt: Date | null;
}

async function readDays(target: BudgetTarget, today: IsoDay, count: number): Promise<SpentDays> {
  const range = { from: addDays(today, -count), to: today };
  const [costs, covered] = await Promise.all([
    listCostDays(target, range),
    listCoverage(target.tenant_id, range),
  ]);
  const [first] = covered;
  if (first === undefined) return { days: [], readAt: null };
  const costOf = new Map(costs.map((cost) => [cost.day, Number(cost.cost_usd)]));
  const known = new Set(covered.map(({ day }) => day));
  const days = listDays({ from: first.day, to: today }).map((day) => ({
    day,
    costUsd: known.has(day) ? (costOf.get(day) ?? 0) : null,
  }));
  return { days, readAt: covered.at(-1)?.read_at ?? null };
}

/** Days before an agent's first call say nothing of how it spends. */
function fromFirstCost(days: readonly DayCost[]): DayCost[] {
  const first = days.findIndex(({ costUsd }) => costUsd !== null && costUsd > 0);
  return first < 0 ? [] : days.slice(first);
}

/** A reset that is due has no end to tell. */
function toEnd({ budget_reset_at: resetAt }: StoredBudget, now: Date): Date | null {
  return resetAt !== null && resetAt > now ? resetAt : null;
}

function makeForecast(row: StoredBudget, days: readonly DayCost[], now: Date) {
  return forecastBudget({
    history: fromFirstCost(days),
    spentUsd: Number(row.spend_usd),
    limitUsd: row.max_budget_usd === null ? null : Number(row.max_budget_usd),
    ...{ now, endsAt: toEnd(row, now) },
  });
}

/** The counter at the reset; null where nothing can be said. */
export async function readExpectedEnd(row: StoredBudget, now: Date): Promise<number | null> {
  if (row.kind === "account" || toEnd(row, now) === null) return null;
  const { days } = await readDays(toTarget(row), toIsoDay(now), USED_DAYS);
  return makeForecast(row, days, now)?.expectedUsd ?? null;
}

function toForecast(row: StoredBudget, days: readonly DayCost[], now: Date): BudgetForecast | null {
  const made = makeForecast(row, days, now);
  if (made === null) return null;
  const endsAt = toEnd(row, now);
  const spentUsd = Number(row.spend_usd);
  const start = findPeriodStart(row.budget_duration, endsAt);
  const tested = backtestForecast(fromFirstCost(days).filter(({ day }) => day < toIsoDay(now)));
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
  { days, readAt }: SpentDays,
  today: IsoDay,
): CounterReading["ledger"] {
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
    readAt,
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
  const spent = await readDays(target, today, KEPT_DAYS);
  const drift = compareCounter({
    counterUsd: Number(row.spend_usd),
    counterReadAt: row.read_at,
    ledger: toLedger(row, spent, today),
    resetAt: row.budget_reset_at,
    now,
  });
  return {
    forecast: toForecast(row, spent.days, now),
    drift: {
      ...drift,
      ledger_usd: toUsd(drift.ledger_usd),
      difference_usd: toUsd(drift.difference_usd),
    },
  };
}
