import { describe, expect, it } from "vitest";
import { addDays, startOfDay, type IsoDay } from "@/lib/time";
import { backtestForecast } from "./backtest";
import { forecastBudget, forecastStraightLine } from "./forecast";
import type { DayCost } from "./forecast-shape";

const TODAY = "2026-11-16";
const now = startOfDay(TODAY);
const endsAt = new Date("2026-12-01T00:00:00Z");

function toHistory(days: number, cost: (day: IsoDay, index: number) => number | null): DayCost[] {
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(TODAY, index - days);
    return { day, costUsd: cost(day, index) };
  });
}

const isWeekend = (day: IsoDay) => [0, 6].includes(startOfDay(day).getUTCDay());
const base = { spentUsd: 150, limitUsd: 400, now, endsAt };

describe("a forecast", () => {
  it("of a steady spender is what was spent and the days to come", () => {
    const made = forecastBudget({ ...base, history: toHistory(56, () => 10) });
    expect(made?.expectedUsd).toBeCloseTo(300, 6);
    expect(made?.lowUsd).toBeCloseTo(300, 6);
    expect(made?.highUsd).toBeCloseTo(300, 6);
    expect(made?.runsOutAt).toBeNull();
    expect(made?.historyDays).toBe(56);
  });

  it("knows the shape of the week, which a straight line does not", () => {
    const cost = (day: IsoDay) => (isWeekend(day) ? 1 : 20);
    const friday = new Date("2026-11-20T00:00:00Z");
    const history = toHistory(56, cost).map(({ day }) => {
      const moved = addDays(day, 4);
      return { day: moved, costUsd: cost(moved) };
    });
    const monday = new Date("2026-11-23T00:00:00Z");
    const start = new Date("2026-11-01T00:00:00Z");
    const spentUsd = history
      .filter(({ day }) => day >= "2026-11-01")
      .reduce((sum, { costUsd }) => sum + costUsd, 0);
    const made = forecastBudget({ ...base, spentUsd, now: friday, endsAt: monday, history });
    const expected = spentUsd + 20 + 1 + 1;
    const line = forecastStraightLine(spentUsd, start, monday, friday);
    const miss = Math.abs((made?.expectedUsd ?? 0) - expected);
    expect(miss).toBeLessThan(8);
    expect(miss).toBeLessThan(Math.abs(line - expected) / 2);
  });

  it("follows a change of level", () => {
    const made = forecastBudget({ ...base, history: toHistory(56, (_d, i) => (i < 28 ? 5 : 20)) });
    expect(made?.expectedUsd).toBeGreaterThan(150 + 15 * 16);
  });

  it("says the day the limit is reached, today when it already is", () => {
    const history = toHistory(56, () => 10);
    const made = forecastBudget({ ...base, limitUsd: 200, history });
    expect(made?.runsOutAt?.toISOString()).toBe("2026-11-21T00:00:00.000Z");
    expect(forecastBudget({ ...base, limitUsd: 100, history })?.runsOutAt).toEqual(now);
    const endless = forecastBudget({ ...base, limitUsd: 200, endsAt: null, history });
    expect(endless).toMatchObject({ expectedUsd: null, runsOutAt: new Date("2026-11-21") });
  });

  it("is wide and says so with little history, and is none with none", () => {
    const made = forecastBudget({ ...base, history: toHistory(3, () => 10) });
    expect(made?.historyDays).toBe(3);
    expect((made?.highUsd ?? 0) - (made?.lowUsd ?? 0)).toBeGreaterThan(100);
    expect(forecastBudget({ ...base, history: toHistory(20, () => null) })).toBeNull();
    expect(forecastBudget({ ...base, history: [] })).toBeNull();
  });

  it("takes days that were never read as unknown, not as nothing", () => {
    const made = forecastBudget({
      ...base,
      history: toHistory(56, (_day, index) => (index % 3 === 0 ? null : 10)),
    });
    expect(made?.expectedUsd).toBeCloseTo(300, 3);
  });

  it("expects nothing of who spends nothing", () => {
    const made = forecastBudget({ ...base, history: toHistory(30, () => 0) });
    expect(made).toMatchObject({ expectedUsd: 150, lowUsd: 150, highUsd: 150, runsOutAt: null });
  });
});

describe("the back-test", () => {
  it("beats the straight line where weeks have a shape, and knows its own error", () => {
    const days = toHistory(400, (day, index) => (isWeekend(day) ? 2 : 20) * (1 + index / 400));
    const result = backtestForecast(days);
    expect(result?.months).toBeGreaterThan(9);
    expect(result?.forecastError).toBeLessThan(result?.straightLineError ?? 0);
    expect(result?.forecastError).toBeLessThan(0.05);
  });

  it("has nothing to say without whole months", () => {
    expect(backtestForecast(toHistory(20, () => 5))).toBeNull();
    expect(backtestForecast([])).toBeNull();
  });
});
