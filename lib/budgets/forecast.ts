import { addDays, MS_PER_DAY, startOfDay, toIsoDay } from "@/lib/time";
import { fitSpendShape, type DayCost, type SpendShape } from "./forecast-shape";

export interface ForecastInput {
  /** Days before today, oldest first. */
  history: readonly DayCost[];
  /** LiteLLM's counter now. */
  spentUsd: number;
  limitUsd: number | null;
  now: Date;
  /** LiteLLM's next reset; null where there is none. */
  endsAt: Date | null;
}

export interface Forecast {
  /** The counter at the reset; null without one. */
  expectedUsd: number | null;
  /** Four times in five the end lies between these. */
  lowUsd: number | null;
  highUsd: number | null;
  /** When the limit is reached at this rate; null when it is not, or not within ninety days. */
  runsOutAt: Date | null;
  /** Days of history that were used. Under seven it is a plain average. */
  historyDays: number;
}

const HORIZON_DAYS = 90;
/** Growth is not believed for longer than this. */
const GROWTH_DAYS = 31;
/** 80 % of a normal distribution. */
const Z = 1.2816;

interface Step {
  from: Date;
  to: Date;
  expectedUsd: number;
  /** The share of an average day that it is. */
  weight: number;
}

/** What is still to come, day by day; the rest of today first. */
function listSteps(shape: SpendShape, now: Date, until: Date): Step[] {
  const steps: Step[] = [];
  let from = now;
  while (from < until) {
    const midnight = new Date(startOfDay(addDays(toIsoDay(from), 1)));
    const to = midnight < until ? midnight : until;
    const share = (to.getTime() - from.getTime()) / MS_PER_DAY;
    const days = Math.min(GROWTH_DAYS, (from.getTime() - now.getTime()) / MS_PER_DAY + share / 2);
    const weight = share * shape.factorOf(from) * Math.exp(shape.growthPerDay * days);
    steps.push({ from, to, expectedUsd: shape.levelUsd * weight, weight });
    from = to;
  }
  return steps;
}

function findRunOut(steps: readonly Step[], leftUsd: number): Date | null {
  let left = leftUsd;
  for (const step of steps) {
    if (step.expectedUsd > 0 && step.expectedUsd >= left) {
      const share = Math.max(0, left) / step.expectedUsd;
      return new Date(step.from.getTime() + share * (step.to.getTime() - step.from.getTime()));
    }
    left -= step.expectedUsd;
  }
  return null;
}

function toEnd(shape: SpendShape, steps: readonly Step[], spentUsd: number) {
  const weight = steps.reduce((sum, step) => sum + step.weight, 0);
  const squares = steps.reduce((sum, step) => sum + step.weight ** 2, 0);
  const remainingUsd = shape.levelUsd * weight;
  const errorUsd = Math.sqrt(squares * shape.spreadUsd ** 2 + (weight * shape.levelErrorUsd) ** 2);
  return {
    expectedUsd: spentUsd + remainingUsd,
    lowUsd: spentUsd + Math.max(0, remainingUsd - Z * errorUsd),
    highUsd: spentUsd + remainingUsd + Z * errorUsd,
  };
}

/**
 * Where a budget will stand at its reset and when its limit is reached: what was spent, plus the days
 * to come at the recent level and growth, in the shape of the week and the month. Null where there is no history at all.
 */
export function forecastBudget(input: ForecastInput): Forecast | null {
  const shape = fitSpendShape(input.history, toIsoDay(input.now));
  if (shape === null) return null;
  const horizon = new Date(input.now.getTime() + HORIZON_DAYS * MS_PER_DAY);
  const until = input.endsAt ?? horizon;
  const steps = listSteps(shape, input.now, until);
  const end = input.endsAt === null ? null : toEnd(shape, steps, input.spentUsd);
  const leftUsd = input.limitUsd === null ? Infinity : input.limitUsd - input.spentUsd;
  return {
    expectedUsd: end?.expectedUsd ?? null,
    lowUsd: end?.lowUsd ?? null,
    highUsd: end?.highUsd ?? null,
    runsOutAt: leftUsd <= 0 ? input.now : findRunOut(steps, leftUsd),
    historyDays: shape.historyDays,
  };
}

/** The plain alternative: what was spent, over the share of the period that passed. */
export function forecastStraightLine(
  spentUsd: number,
  startsAt: Date,
  endsAt: Date,
  now: Date,
): number {
  const elapsed = now.getTime() - startsAt.getTime();
  return elapsed <= 0 ? spentUsd : (spentUsd * (endsAt.getTime() - startsAt.getTime())) / elapsed;
}
