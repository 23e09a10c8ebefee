import { addDays, MS_PER_DAY, startOfDay, type IsoDay } from "@/lib/time";

/** What a UTC day cost; null where it was never read. */
export interface DayCost {
  day: IsoDay;
  costUsd: number | null;
}

/** How a budget spends: level, growth, and the shapes of week and month. */
export interface SpendShape {
  /** What an average day costs at the moment of the forecast. */
  levelUsd: number;
  /** Growth of the level a day, logarithmic: 0.003 is 2 % a week. */
  growthPerDay: number;
  /** What a day is worth against an average one. */
  factorOf: (instant: Date) => number;
  /** Standard deviation of a day around its expectation. */
  spreadUsd: number;
  /** Standard error of the level. */
  levelErrorUsd: number;
  historyDays: number;
}

export const MIN_HISTORY_DAYS = 7;
/** Half a year: long enough to see what the ends of months do. */
export const USED_DAYS = 186;
const SHAPE_DAYS = 56;
const TREND_WEEKS = 16;
const MIN_TREND_WEEKS = 4;
/** A month in six parts of five days. */
const MONTH_PARTS = 6;
const DAYS_PER_PART = 5;
const LOCAL_DAYS = 15;
/** Shapes are pulled towards "no shape" as if this many ordinary periods had been seen. */
const SHRINK = 2;
const HALF_LIFE_DAYS = 9;
const MAX_GROWTH_PER_DAY = 0.02;
const MIN_FACTOR = 0.02;
/** Real ends scatter more than single days around the fit: found by the back-test. */
const MODEL_ERROR = 1.3;

interface KnownDay {
  ageDays: number;
  weekday: number;
  part: number;
  costUsd: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length);
const toPart = (instant: Date) =>
  Math.min(MONTH_PARTS - 1, Math.floor((instant.getUTCDate() - 1) / DAYS_PER_PART));

function listKnownDays(history: readonly DayCost[], today: IsoDay): KnownDay[] {
  const first = addDays(today, -USED_DAYS);
  const end = startOfDay(today).getTime();
  return history.flatMap(({ day, costUsd }) => {
    if (costUsd === null || day < first || day >= today) return [];
    const start = startOfDay(day);
    const ageDays = Math.round((end - start.getTime()) / MS_PER_DAY);
    return [{ ageDays, weekday: start.getUTCDay(), part: toPart(start), costUsd }];
  });
}

/** The sums of whole weeks, counted back from today; null for a week with a gap. */
function listWeeks(days: readonly KnownDay[], count: number): (KnownDay[] | null)[] {
  return Array.from({ length: count }, (_, week) => {
    const ofWeek = days.filter((day) => Math.floor((day.ageDays - 1) / 7) === week);
    return ofWeek.length === 7 ? ofWeek : null;
  });
}

/** Each weekday against the average of its week; 1 is average. */
function toWeekdayFactors(days: readonly KnownDay[]): number[] {
  const ratios: number[][] = Array.from({ length: 7 }, () => []);
  for (const week of listWeeks(days, SHAPE_DAYS / 7)) {
    const average = week === null ? 0 : mean(week.map((day) => day.costUsd));
    if (week === null || average <= 0) continue;
    for (const day of week) ratios[day.weekday]?.push(day.costUsd / average);
  }
  const factors = ratios.map((seen) => (sum(seen) + SHRINK) / (seen.length + SHRINK));
  const average = mean(factors);
  return factors.map((factor) => Math.max(MIN_FACTOR, factor / average));
}

/** Each part of the month against the month around it; 1 is average. */
function toMonthFactors(days: readonly KnownDay[], weekdays: readonly number[]): number[] {
  const ratios: number[][] = Array.from({ length: MONTH_PARTS }, () => []);
  const byAge = new Map(days.map((day) => [day.ageDays, day]));
  for (const day of days) {
    let cost = 0;
    let weight = 0;
    for (let step = -LOCAL_DAYS; step <= LOCAL_DAYS; step += 1) {
      const near = byAge.get(day.ageDays + step);
      if (near === undefined) continue;
      cost += near.costUsd;
      weight += weekdays[near.weekday] ?? 1;
    }
    const isWhole = day.ageDays > LOCAL_DAYS && byAge.has(day.ageDays + LOCAL_DAYS);
    const expected = weight > 0 ? (cost / weight) * (weekdays[day.weekday] ?? 1) : 0;
    if (isWhole && expected > 0) ratios[day.part]?.push(day.costUsd / expected);
  }
  return ratios.map((seen) => {
    const months = seen.length / DAYS_PER_PART;
    return (sum(seen) / DAYS_PER_PART + SHRINK) / (months + SHRINK);
  });
}

/** The slope of the weeks' logarithms, believed as far as it stands out from their scatter. */
function toGrowth(days: readonly KnownDay[]): number {
  const points: { x: number; y: number }[] = [];
  for (const [index, week] of listWeeks(days, TREND_WEEKS).entries()) {
    const cost = week === null ? 0 : sum(week.map((day) => day.costUsd));
    if (cost <= 0) break;
    points.push({ x: -(index + 0.5) * 7, y: Math.log(cost) });
  }
  if (points.length < MIN_TREND_WEEKS) return 0;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const squaresX = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / squaresX;
  const scatter = sum(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const slopeError = scatter / (points.length - 2) / squaresX;
  const belief = slope === 0 ? 0 : slope ** 2 / (slope ** 2 + 3 * slopeError);
  return Math.max(-MAX_GROWTH_PER_DAY, Math.min(MAX_GROWTH_PER_DAY, slope * belief));
}

/** Level and shapes of the days before `today`; null without any. */
export function fitSpendShape(history: readonly DayCost[], today: IsoDay): SpendShape | null {
  const days = listKnownDays(history, today);
  if (days.length === 0) return null;
  const hasShape = days.length >= MIN_HISTORY_DAYS;
  const weekdays = hasShape ? toWeekdayFactors(days) : [];
  const parts = hasShape ? toMonthFactors(days, weekdays) : [];
  const growthPerDay = hasShape ? toGrowth(days) : 0;
  const toFactor = (weekday: number, part: number) => (weekdays[weekday] ?? 1) * (parts[part] ?? 1);
  const recent = days
    .filter((day) => day.ageDays <= SHAPE_DAYS)
    .map((day) => ({
      ...day,
      factor: toFactor(day.weekday, day.part),
      weight: hasShape ? 0.5 ** (day.ageDays / HALF_LIFE_DAYS) : 1,
    }));
  const weights = sum(recent.map((day) => day.weight));
  const factorWeights = sum(recent.map((day) => day.weight * day.factor));
  const grown = recent.map(
    (day) => day.weight * day.costUsd * Math.exp(growthPerDay * day.ageDays),
  );
  const levelUsd = factorWeights > 0 ? sum(grown) / factorWeights : 0;
  const squares = recent.map(
    (day) => (day.costUsd - levelUsd * Math.exp(-growthPerDay * day.ageDays) * day.factor) ** 2,
  );
  const measured = Math.sqrt(sum(squares) / Math.max(1, recent.length - 1));
  // With a handful of days the deviations say little, so half the level stands in for them.
  const spreadUsd = (hasShape ? measured : Math.max(measured, levelUsd * 0.5)) * MODEL_ERROR;
  const weightSquares = sum(recent.map((day) => day.weight ** 2));
  const effectiveDays = weightSquares > 0 ? weights ** 2 / weightSquares : 1;
  return {
    levelUsd,
    growthPerDay,
    factorOf: (instant) => toFactor(instant.getUTCDay(), toPart(instant)),
    spreadUsd,
    levelErrorUsd: spreadUsd / Math.sqrt(Math.max(1, effectiveDays)),
    historyDays: days.length,
  };
}
